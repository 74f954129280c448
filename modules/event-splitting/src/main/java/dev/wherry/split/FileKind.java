package dev.wherry.split;

import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.Format;

/**
 * How a file is read, as its name says. One instance per rule and compression.
 *
 * @param rule the first rule of the feed whose names match
 */
public record FileKind(FileRule rule, Compression compression) {
    /** Whether the file is read as a whole. Other files are read in parts. */
    public boolean isDocument() {
        return rule.format() == Format.DOCUMENT;
    }

    public boolean isCompressed() {
        return compression != Compression.NONE;
    }
}
