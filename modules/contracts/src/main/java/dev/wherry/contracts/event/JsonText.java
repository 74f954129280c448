package dev.wherry.contracts.event;

/** The syntax of JSON's strings and numbers (RFC 8259). */
final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /** Appends a text as a JSON string. */
    static void append(String text, StringBuilder json) {
        json.append('"');
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"' || each == '\\' || each < ' ') {
                json.append(text, start, i);
                escape(each, json);
                start = i + 1;
            }
        }
        json.append(text, start, text.length()).append('"');
    }

    private static void escape(char each, StringBuilder json) {
        json.append('\\');
        switch (each) {
            case '"', '\\' -> json.append(each);
            case '\n' -> json.append('n');
            case '\r' -> json.append('r');
            case '\t' -> json.append('t');
            default -> json.append("u00").append(HEX.charAt(each >> 4)).append(HEX.charAt(each & 0xF));
        }
    }

    /** The number of digits if the text is a JSON number without fraction and exponent; else 0. */
    static int integerDigits(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int end = digits(text, start);
        boolean leadingZero = end - start > 1 && text.charAt(start) == '0';
        return end == text.length() && !leadingZero ? end - start : 0;
    }

    /** Whether the text is exactly a JSON number. */
    static boolean isNumber(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int at = digits(text, start);
        if (at == start || (at - start > 1 && text.charAt(start) == '0')) {
            return false;
        }
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = at + 1;
            at = digits(text, fraction);
            if (at == fraction) {
                return false;
            }
        }
        if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            int exponent = at + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
                exponent++;
            }
            at = digits(text, exponent);
            if (at == exponent) {
                return false;
            }
        }
        return at == text.length();
    }

    /** The index behind the ASCII digits that start here. */
    private static int digits(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
