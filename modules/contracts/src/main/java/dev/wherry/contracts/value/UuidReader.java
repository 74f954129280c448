package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.util.UUID;

/** uuid: 8-4-4-4-12 hexadecimal digits in either case. UUID.fromString takes much more than that. */
final class UuidReader implements ValueReader {
    private static final int LENGTH = 36;

    @Override
    public Object read(JsonNode value, Complaints complaints) {
        if (!value.isTextual()) {
            complaints.add(ReasonCode.TYPE, "is " + JsonTypes.name(value) + " where uuid needs a text");
            return null;
        }
        String text = value.textValue();
        if (!wellFormed(text)) {
            complaints.add(ReasonCode.UUID_FORMAT, "is no UUID of 8-4-4-4-12 hexadecimal digits");
            return null;
        }
        return UUID.fromString(text);
    }

    private static boolean wellFormed(String text) {
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
