package dev.wherry.source.discover;

/** Takes what is found. */
public interface DiscoveryListener {
    /** A document of this task's was heard of, and has not been looked at. */
    void documentNamed(FoundFile file);

    /** A scan looked at a document of this task's. */
    void documentSeen(FoundFile file);

    /** A growing file of this task's was looked at. */
    void linesSeen(FoundFile file, long inode);

    /**
     * A scan is over.
     *
     * @param complete whether it went over everything; if not, that a file was not seen says nothing
     */
    void scanned(boolean complete);
}
