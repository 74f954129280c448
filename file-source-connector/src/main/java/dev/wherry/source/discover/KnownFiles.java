package dev.wherry.source.discover;

import java.util.Optional;

/** The files that are read in parts. A scan asks several threads at once, none of which changes anything. */
public interface KnownFiles {
    /** Whether any file of that directory's feed is known, so that it is worth asking for inodes. */
    boolean any(FeedDirectory directory);

    /** The name under which the file with that inode was first read; empty if it is unknown. */
    Optional<String> nameOf(FeedDirectory directory, long inode);
}
