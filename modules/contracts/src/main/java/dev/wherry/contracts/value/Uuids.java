package dev.wherry.contracts.value;

/** The syntax of UUIDs: 8-4-4-4-12 hexadecimal digits in either case. UUID.fromString accepts much more. */
public final class Uuids {
    private static final int LENGTH = 36;

    private Uuids() {}

    public static boolean isWellFormed(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char character = text.charAt(i);
            if (dash ? character != '-' : !isHexadecimal(character)) {
                return false;
            }
        }
        return true;
    }

    // Character.digit would accept the digits of every script.
    private static boolean isHexadecimal(char character) {
        return (character >= '0' && character <= '9')
                || (character >= 'a' && character <= 'f')
                || (character >= 'A' && character <= 'F');
    }
}
