package dev.wherry.s3.feed;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of a published object. */
public enum FinishedAction {
    KEEP,
    TAG,
    MOVE,
    DELETE;

    /** As options name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of such a name. */
    public static FinishedAction ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(FinishedAction::label).toList();
    }
}
