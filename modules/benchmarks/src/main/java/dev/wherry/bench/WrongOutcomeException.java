package dev.wherry.bench;

/** A contestant produced a wrong result, so its speed is meaningless. */
public final class WrongOutcomeException extends RuntimeException {
    public WrongOutcomeException(String message) {
        super(message);
    }

    /** Throws unless the two numbers are equal. */
    public static void require(String what, long expected, long found) {
        if (expected != found) {
            throw new WrongOutcomeException(what + ": " + found + " instead of " + expected);
        }
    }
}
