package dev.wherry.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The values of {@code on.finish}: what happens to a file once all its records are committed. */
enum FinishedFileAction {
    ARCHIVE,
    DELETE,
    KEEP;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static FinishedFileAction ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(FinishedFileAction::label).toList();
    }
}
