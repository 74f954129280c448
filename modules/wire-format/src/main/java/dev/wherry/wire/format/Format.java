package dev.wherry.wire.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a file is split into events. */
public enum Format {
    /** The file is one JSON document. */
    DOCUMENT,
    /** Each line is an event. The file may grow. */
    LINES,
    /** Each element of a JSON array is an event; so is each JSON document of several in one file. */
    ARRAY,
    /** Each row is an event. The file may grow. */
    CSV;

    /** As feed files name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Format> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label))
                .findFirst();
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(Format::label).toList();
    }
}
