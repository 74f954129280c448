package dev.wherry.cli;

import java.util.HexFormat;

/** The text of a value in a table for people. Nothing is left out but the bytes of a long bytea. */
final class CellText {
    /** Longer ones are shortened to a few bytes and their number. */
    private static final int WHOLE_BYTES = 8;

    private static final int FIRST_BYTES = 4;
    private static final char CONTROL_PICTURES = '\u2400';
    private static final char LINE_BREAK = '\u23ce';
    private static final char DELETE = 0x7f;

    private CellText() {}

    /** As PostgreSQL writes bytea, with the number of bytes of a shortened one. */
    static String of(byte[] bytes) {
        HexFormat hex = HexFormat.of();
        return bytes.length <= WHOLE_BYTES
                ? "\\x" + hex.formatHex(bytes)
                : "\\x%s\u2026 (%,d bytes)".formatted(hex.formatHex(bytes, 0, FIRST_BYTES), bytes.length);
    }

    /** Line breaks and other control characters, which would break the table, become visible symbols. */
    static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.chars().forEach(c -> visible.append(visible((char) c)));
        return visible.toString();
    }

    private static String visible(char c) {
        if (c == '\n') {
            return String.valueOf(LINE_BREAK);
        }
        if (c == DELETE) {
            return String.valueOf((char) (CONTROL_PICTURES + 0x21));
        }
        if (c < ' ') {
            return String.valueOf((char) (CONTROL_PICTURES + c));
        }
        return Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c);
    }

    /** The number of columns that a terminal uses for the text. */
    static int width(String text) {
        return text.codePoints().map(CellText::width).sum();
    }

    private static int width(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    /** Han, Hangul, Kana and emoji take two columns. */
    private static boolean isWide(int codePoint) {
        return Character.isIdeographic(codePoint)
                || switch (Character.UnicodeScript.of(codePoint)) {
                    case HANGUL, HIRAGANA, KATAKANA ->
                        codePoint < 0xff61 || codePoint > 0xffdc; // not the half-width forms
                    default -> codePoint >= 0x1f300 && codePoint < 0x1fb00;
                };
    }
}
