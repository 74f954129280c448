package dev.wherry.source.discover;

import dev.wherry.split.FileKind;

/** Receives the files that discovery finds. All of them are owned by this task. */
public interface DiscoveryListener {
    /** The watch reported a document. It has not been probed, so its size and time are unknown. */
    void documentReported(FoundFile file);

    /** A scan found a document. */
    void documentFound(FoundFile file);

    /**
     * A scan or the watch found a file that is read in parts.
     *
     * @param name the name that says how it is read: its own, or the one it had before it was renamed
     */
    void tailedFileFound(FoundFile file, long inode, String name, FileKind kind);

    /**
     * A scan ended.
     *
     * @param complete whether it covered every directory of every feed; if not, an unseen file may still exist
     */
    void scanEnded(boolean complete);
}
