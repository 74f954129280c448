package dev.wherry.source.document;

import dev.wherry.source.disk.FileStat;

/** What reading a document showed. */
sealed interface ReadResult {
    /** How the file was, the whole time that it was read. */
    FileStat stat();

    /** A whole JSON document, and nobody wrote to it meanwhile. */
    record Whole(byte[] bytes, FileStat stat) implements ReadResult {}

    /** As far as it goes now; nobody wrote to it meanwhile, but it is no whole document. */
    record Partial(byte[] bytes, FileStat stat) implements ReadResult {}

    /** Longer than an event may be, and so not read. */
    record Oversize(FileStat stat) implements ReadResult {}

    /** Somebody wrote to it meanwhile. */
    record Changing(FileStat stat) implements ReadResult {}
}
