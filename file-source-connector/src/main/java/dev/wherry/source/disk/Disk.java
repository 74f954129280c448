package dev.wherry.source.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;

/**
 * The file system operations that the connector needs. The interface is thin so that a test can make any single call
 * fail, or crash the process after it.
 */
public interface Disk {
    /** One system call. Throws NoSuchFileException if the path does not exist. */
    FileStat stat(Path path) throws IOException;

    /** As {@link #stat}, with the inode. Slower, so used for tailed files only. */
    InodeStat statWithInode(Path path) throws IOException;

    /** May return false for a dangling link, which may be replaced without loss. */
    boolean exists(Path path) throws IOException;

    DirectoryStream<Path> list(Path directory) throws IOException;

    /**
     * Reads from a position until the buffer is full or the file ends. Returns the number of bytes read, 0 at the end.
     */
    int read(Path path, long position, ByteBuffer target) throws IOException;

    /**
     * Copies a file with its modification time. Returns once the copy would survive a power failure, apart from its
     * name. Replaces an existing file.
     */
    void copy(Path from, Path to) throws IOException;

    /**
     * Renames atomically. Replaces an existing file. Throws AtomicMoveNotSupportedException between file systems.
     */
    void rename(Path from, Path to) throws IOException;

    void delete(Path path) throws IOException;

    /**
     * Deletes an empty directory, and nothing else that might have taken its place. Throws DirectoryNotEmptyException if it is not
     * empty.
     */
    void deleteDirectory(Path path) throws IOException;

    void createDirectories(Path path) throws IOException;

    /** Returns once renames and deletions in this directory would survive a power failure. */
    void sync(Path directory) throws IOException;
}
