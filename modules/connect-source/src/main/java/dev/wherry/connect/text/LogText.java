package dev.wherry.connect.text;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Escapes paths and errors for log lines. A user who can write to the inbox could forge log lines through file names.
 */
public final class LogText {
    private LogText() {}

    /** The path, with {@code \}{@code u} escapes for characters that a log or a terminal would not show as they are. */
    public static String of(Path path) {
        return escaped(path.toString());
    }

    /** The error without the path, which the exception's message would repeat. */
    public static String of(IOException e) {
        String reason = e instanceof FileSystemException about ? about.getReason() : e.getMessage();
        return e.getClass().getSimpleName() + (reason == null ? "" : ": " + escaped(reason));
    }

    /** The text with such escapes. */
    public static String of(String text) {
        return escaped(text);
    }

    private static String escaped(String text) {
        if (text.chars().allMatch(LogText::isPrintable)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escaped.append(isPrintable(c) ? c : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return escaped.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            // Format characters can reverse the direction of the text that follows.
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
