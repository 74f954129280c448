package dev.wherry.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that one process at a time locks, and that says who does. The operating system releases the lock however the process
 * ends, so a kill leaves no stale lock. The file itself remains: deleting it could let two processes lock two files of one name.
 */
public final class LockFile implements AutoCloseable {
    /**
     * The files that this process has locked, with their holders. On POSIX, a process loses its lock on a file when it closes
     * any descriptor of that file, so merely trying to lock or to read it again would release the lock.
     */
    private static final Map<Path, String> LOCKED = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Creates the file if necessary and locks it.
     *
     * @param holder who locks it, for others to read
     * @return empty if the file is locked by another process or elsewhere in this one
     * @throws IOException if the file cannot be written or locked
     */
    public static Optional<LockFile> tryLock(Path file, String holder) throws IOException {
        Path real = real(file);
        if (LOCKED.putIfAbsent(real, holder) != null) {
            return Optional.empty();
        }
        Optional<LockFile> locked = Optional.empty();
        try {
            locked = lock(real, holder);
            return locked;
        } finally {
            if (locked.isEmpty()) {
                LOCKED.remove(real);
            }
        }
    }

    private static Path real(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        return absolute.getParent().toRealPath().resolve(absolute.getFileName());
    }

    private static Optional<LockFile> lock(Path file, String holder) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
            if (locked) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
            }
            return locked ? Optional.of(new LockFile(file, channel)) : Optional.empty();
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    /** Whether another process has locked a file that this process can read, but not write. */
    public static boolean isLockedElsewhere(Path file) throws IOException {
        Path real = real(file);
        if (LOCKED.containsKey(real) || !Files.isReadable(real)) {
            return LOCKED.containsKey(real);
        }
        try (FileChannel channel = FileChannel.open(real, StandardOpenOption.READ)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        }
    }

    /** Who has locked the file; empty if it does not say. */
    public static Optional<String> holder(Path file) throws IOException {
        Path real = real(file);
        String own = LOCKED.get(real);
        return Optional.of(own == null ? Files.readString(real) : own).filter(holder -> !holder.isBlank());
    }

    @Override
    public void close() throws IOException {
        try {
            channel.truncate(0);
        } finally {
            try {
                channel.close();
            } finally {
                LOCKED.remove(file);
            }
        }
    }
}
