package dev.wherry.source.discover;

import dev.wherry.split.FileKind;
import dev.wherry.split.IgnoredReason;
import java.io.IOException;

/** What a name in a feed directory turned out to be. */
sealed interface ProbeResult {
    /** Passes a file that this task owns to the listener. Does nothing for any other result. */
    void announceTo(DiscoveryListener listener);

    /** Gone, hidden, ignored by its name, or owned by another task. */
    record Nothing() implements ProbeResult {
        @Override
        public void announceTo(DiscoveryListener listener) {}
    }

    /** Something that could hold events but is not read. Of all tasks, this one reports it. */
    record Ignored(FoundFile file, IgnoredReason reason) implements ProbeResult {
        @Override
        public void announceTo(DiscoveryListener listener) {}
    }

    /** A document that this task owns. */
    record Document(FoundFile file) implements ProbeResult {
        @Override
        public void announceTo(DiscoveryListener listener) {
            listener.documentFound(file);
        }
    }

    /** A file that is read in parts and that this task owns. */
    record Tailed(FoundFile file, long inode, String name, FileKind kind) implements ProbeResult {
        @Override
        public void announceTo(DiscoveryListener listener) {
            listener.tailedFileFound(file, inode, name, kind);
        }
    }

    /** A directory that a scan must list, too. */
    record Subdirectory(FeedDirectory directory) implements ProbeResult {
        @Override
        public void announceTo(DiscoveryListener listener) {}
    }

    /** The disk could not say what it is. */
    record Failed(FoundFile file, IOException cause) implements ProbeResult {
        @Override
        public void announceTo(DiscoveryListener listener) {}
    }
}
