package dev.wherry.source.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Files in log lines. Whoever may write to the inbox chooses their names: a line end in one would make a log line of its
 * own, which says whatever they like.
 */
public final class LogText {
    private LogText() {}

    /** The path, with {@code \}{@code u} escapes for whatever a log or a terminal would not show as it is. */
    public static String of(Path path) {
        return escaped(path.toString());
    }

    /** What went wrong, without the path, which the exception's message would repeat. */
    public static String of(IOException e) {
        String reason = e instanceof FileSystemException about ? about.getReason() : e.getMessage();
        return e.getClass().getSimpleName() + (reason == null ? "" : ": " + escaped(reason));
    }

    private static String escaped(String text) {
        if (text.chars().allMatch(LogText::isShown)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escaped.append(isShown(c) ? c : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return escaped.toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            // Format characters can turn the direction of what follows.
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
