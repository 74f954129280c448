package dev.wherry.source.document;

import dev.wherry.source.disk.FileStat;

/** The result of reading a document. */
sealed interface ReadResult {
    /** The file's stat after reading; except for Changing, the same as before. */
    FileStat stat();

    /** A complete JSON document that was not written to meanwhile. */
    record Whole(byte[] bytes, FileStat stat) implements ReadResult {}

    /** The whole file, which was not written to meanwhile but is not a complete document. */
    record Partial(byte[] bytes, FileStat stat) implements ReadResult {}

    /** Longer than event.max.bytes, and therefore not read. */
    record Oversize(FileStat stat) implements ReadResult {}

    /** Written to while it was read. */
    record Changing(FileStat stat) implements ReadResult {}
}
