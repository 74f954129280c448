package dev.wherry.source.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The local file systems. */
public final class LocalDisk implements Disk {
    @Override
    public FileStat stat(Path path) throws IOException {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileStat(
                kind(found.isRegularFile(), found.isDirectory(), found.isSymbolicLink()),
                found.size(),
                nanos(found.lastModifiedTime()));
    }

    @Override
    public InodeStat statWithInode(Path path) throws IOException {
        Map<String, Object> found = Files.readAttributes(
                path,
                "unix:ino,size,lastModifiedTime,isRegularFile,isDirectory,isSymbolicLink",
                LinkOption.NOFOLLOW_LINKS);
        FileStat stat = new FileStat(
                kind((Boolean) found.get("isRegularFile"), (Boolean) found.get("isDirectory"), (Boolean)
                        found.get("isSymbolicLink")),
                (Long) found.get("size"),
                nanos((FileTime) found.get("lastModifiedTime")));
        return new InodeStat((Long) found.get("ino"), stat);
    }

    @Override
    public boolean exists(Path path) {
        // Without options, because only then does the JDK not throw internally for a missing file, which is the usual
        // result: 2 µs instead of 8.
        return Files.exists(path);
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // The caller closes it.
    public DirectoryStream<Path> list(Path directory) throws IOException {
        return Files.newDirectoryStream(directory);
    }

    @Override
    public int read(Path path, long position, ByteBuffer target) throws IOException {
        int start = target.position();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            while (target.hasRemaining()) {
                int requested = target.remaining();
                int got = channel.read(target, position + target.position() - start);
                // A read from a regular file is short only at its end; another read would cost a system call per file.
                if (got < requested) {
                    break;
                }
            }
        }
        return target.position() - start;
    }

    @Override
    public void copy(Path from, Path to) throws IOException {
        Files.copy(
                from,
                to,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES,
                LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.delete(path);
    }

    @Override
    public void deleteDirectory(Path path) throws IOException {
        try (DirectoryStream<Path> parent = list(path.getParent())) {
            if (parent instanceof SecureDirectoryStream<Path> secure) {
                secure.deleteDirectory(path.getFileName());
                return;
            }
        }
        Files.delete(path);
    }

    @Override
    public void createDirectories(Path path) throws IOException {
        Files.createDirectories(path);
    }

    @Override
    public void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileStat.Kind kind(boolean regular, boolean directory, boolean link) {
        if (regular) {
            return FileStat.Kind.REGULAR;
        }
        if (directory) {
            return FileStat.Kind.DIRECTORY;
        }
        return link ? FileStat.Kind.LINK : FileStat.Kind.SPECIAL;
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}
