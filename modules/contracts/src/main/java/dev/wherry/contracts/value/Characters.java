package dev.wherry.contracts.value;

import dev.wherry.contracts.ReasonCode;

/** What PostgreSQL holds in a text, and what can be written as UTF-8 at all. Both get into JSON by way of escapes only. */
final class Characters {
    private Characters() {}

    /** Whether the text can be stored; what hinders it has been said. */
    static boolean storable(String text, ProblemCollector complaints) {
        if (text.indexOf('\0') >= 0) {
            complaints.add(ReasonCode.NUL_CHARACTER, "holds the character U+0000, which PostgreSQL does not store");
            return false;
        }
        return paired(text, complaints);
    }

    /** Whether the text is whole characters; if it is not, that has been said. */
    static boolean paired(String text, ProblemCollector complaints) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            if (Character.isLowSurrogate(unit) || ++i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                complaints.add(ReasonCode.LONE_SURROGATE, "holds one half of a surrogate pair, which is no character");
                return false;
            }
        }
        return true;
    }
}
