package dev.wherry.contracts.value;

/** What is written like a UUID: 8-4-4-4-12 hexadecimal digits in either case. UUID.fromString takes much more than that. */
public final class Uuids {
    private static final int LENGTH = 36;

    private Uuids() {}

    public static boolean wellFormed(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char character = text.charAt(i);
            if (dash ? character != '-' : !hexadecimal(character)) {
                return false;
            }
        }
        return true;
    }

    // Character.digit would take the digits of every script.
    private static boolean hexadecimal(char character) {
        return (character >= '0' && character <= '9')
                || (character >= 'a' && character <= 'f')
                || (character >= 'A' && character <= 'F');
    }
}
