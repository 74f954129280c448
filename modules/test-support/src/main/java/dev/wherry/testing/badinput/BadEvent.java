package dev.wherry.testing.badinput;

/**
 * An event of the feed {@code cards}, bad or only odd, and what must become of it.
 *
 * @param name tells it from the others; a file's name
 * @param outcome {@value #VALID}, or a code that must be among its reasons
 * @param id of the card, where the event is valid; no other event of the corpus has it
 */
public record BadEvent(String name, String outcome, long id, byte[] bytes) {
    public static final String VALID = "valid";

    public boolean isValid() {
        return outcome.equals(VALID);
    }

    @Override
    public String toString() {
        return outcome + "/" + name;
    }
}
