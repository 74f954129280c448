package dev.wherry.bench;

/** Something was fast, or slow, and wrong: there is nothing to report. */
public final class WrongOutcomeException extends RuntimeException {
    public WrongOutcomeException(String message) {
        super(message);
    }

    /** Throws unless both are the same. */
    public static void require(String what, long expected, long found) {
        if (expected != found) {
            throw new WrongOutcomeException(what + ": " + found + " instead of " + expected);
        }
    }
}
