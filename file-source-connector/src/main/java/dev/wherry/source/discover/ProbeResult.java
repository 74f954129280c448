package dev.wherry.source.discover;

import java.io.IOException;

/** What a name in a feed directory turned out to be. */
sealed interface ProbeResult {
    /** Gone, hidden, matched by no pattern, not a regular file, or owned by another task. */
    record Ignored() implements ProbeResult {}

    /** A document that this task owns. */
    record Document(FoundFile file) implements ProbeResult {}

    /** A growing file that this task owns. */
    record Lines(FoundFile file, long inode) implements ProbeResult {}

    record Subdirectory(FeedDirectory directory) implements ProbeResult {}

    /** The disk could not say what it is. */
    record Failed(FoundFile file, IOException cause) implements ProbeResult {}
}
