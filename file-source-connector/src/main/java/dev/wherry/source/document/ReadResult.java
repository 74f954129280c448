package dev.wherry.source.document;

import dev.wherry.connect.batch.DocumentContent;
import dev.wherry.source.disk.FileStat;

/** The result of reading a document. */
sealed interface ReadResult {
    /** The file's stat after reading; except for Changing, the same as before. */
    FileStat stat();

    /** A complete document that was not written to meanwhile. */
    record Whole(DocumentContent content, FileStat stat) implements ReadResult {}

    /** What there is of a document that was not written to meanwhile but is not complete, or not to be read further. */
    record Partial(DocumentContent content, FileStat stat) implements ReadResult {}

    /** Written to while it was read. */
    record Changing(FileStat stat) implements ReadResult {}
}
