package dev.wherry.contracts.value;

import dev.wherry.contracts.ReasonCode;

/**
 * Rejects strings that PostgreSQL cannot store or UTF-8 cannot encode: U+0000 and lone surrogates. In JSON, both can
 * only be written as escapes.
 */
final class UnicodeCheck {
    private UnicodeCheck() {}

    /** Whether PostgreSQL can store the text; adds a problem if not. */
    static boolean isStorable(String text, ProblemCollector problems) {
        if (text.indexOf('\0') >= 0) {
            problems.add(ReasonCode.NUL_CHARACTER, "contains the character U+0000, which PostgreSQL cannot store");
            return false;
        }
        return hasNoLoneSurrogate(text, problems);
    }

    /** Whether all surrogates are paired; adds a problem if not. */
    static boolean hasNoLoneSurrogate(String text, ProblemCollector problems) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            if (Character.isLowSurrogate(unit) || ++i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                problems.add(ReasonCode.LONE_SURROGATE, "contains half of a surrogate pair, which is not a character");
                return false;
            }
        }
        return true;
    }
}
