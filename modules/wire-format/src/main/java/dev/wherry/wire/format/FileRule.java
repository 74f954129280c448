package dev.wherry.wire.format;

import java.util.List;

/**
 * How the files of certain names are read: one entry of {@code files} in a feed file.
 *
 * @param names globs for a file's name without its directory, matched without regard to case; a name that ends in
 *     {@code .gz} or {@code .zst} also matches without this suffix
 * @param items the JSON Pointer of the array whose elements are the events; empty for the top-level array
 * @param csv ignored unless the format is {@link Format#CSV}
 */
public record FileRule(List<String> names, Format format, Encoding encoding, String items, CsvOptions csv) {
    /** The rules of a feed without a feed file. */
    public static final List<FileRule> DEFAULTS =
            List.of(of(Format.DOCUMENT, "*.json"), of(Format.LINES, "*.ndjson", "*.jsonl"));

    public FileRule {
        names = List.copyOf(names);
    }

    /** A rule with default options. */
    public static FileRule of(Format format, String... names) {
        return new FileRule(List.of(names), format, Encoding.UTF_8, "", CsvOptions.DEFAULT);
    }
}
