package dev.wherry.source.feed;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The values of {@code on.finish}: what happens to a file once all its records are committed. */
public enum FinishedFileAction {
    ARCHIVE,
    DELETE,
    KEEP;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static FinishedFileAction ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(FinishedFileAction::label).toList();
    }
}
