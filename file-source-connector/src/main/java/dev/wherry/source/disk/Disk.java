package dev.wherry.source.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;

/**
 * Everything that the connector asks of a file system. It is this thin so that a test can let any single call fail or be
 * the last one before a crash.
 */
public interface Disk {
    /** One system call. Throws NoSuchFileException if there is nothing of that name. */
    FileStat stat(Path path) throws IOException;

    /** As {@link #stat}, with the inode; dearer, so asked only of files that are followed as they grow. */
    InodeStat statWithInode(Path path) throws IOException;

    /** A link to nothing may count as nothing: it loses nothing by being replaced. */
    boolean exists(Path path) throws IOException;

    DirectoryStream<Path> list(Path directory) throws IOException;

    /** Reads from a position until the buffer is full or the file ends. Returns the count of bytes read, 0 at the end. */
    int read(Path path, long position, ByteBuffer into) throws IOException;

    /** Renames within one file store, in one step. Replaces what bears the new name. */
    void rename(Path from, Path to) throws IOException;

    void delete(Path path) throws IOException;

    void createDirectories(Path path) throws IOException;

    /** Returns when renames and deletions in this directory would survive a loss of power. */
    void sync(Path directory) throws IOException;
}
