package dev.wherry.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One service's part of a home, held by one process at a time. The operating system gives the lock back when that
 * process ends in whatever way, so a kill leaves nothing to clean up.
 */
final class ServiceDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String PORT = "port";

    /**
     * What this process holds. On POSIX a process loses its lock on a file as soon as it closes any descriptor of it,
     * so that merely trying to lock again would break the lock that is held.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private ServiceDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the directory, which is made if need be. Throws ServiceException if it cannot be used or is held. */
    static ServiceDirectory hold(Path home, String service) {
        return tryHold(home, service)
                .orElseThrow(() -> new ServiceException("The home " + home.toAbsolutePath()
                        + " is in use by another run: end that one, or choose another home."));
    }

    /** As {@link #hold}, but empty if another process, or something else in this one, holds the directory. */
    static Optional<ServiceDirectory> tryHold(Path home, String service) {
        Path path = create(home, service);
        if (!HELD.add(path)) {
            return Optional.empty();
        }
        Optional<FileChannel> locked = Optional.empty();
        try {
            locked = lock(path.resolve(LOCK));
            return locked.map(channel -> new ServiceDirectory(path, channel));
        } catch (IOException e) {
            throw unusable(home, e);
        } finally {
            if (locked.isEmpty()) {
                HELD.remove(path);
            }
        }
    }

    /** Whether the service was ever started on that home. */
    static boolean exists(Path home, String service) {
        return Files.exists(home.resolve(service).resolve(PORT));
    }

    private static Path create(Path home, String service) {
        try {
            return Files.createDirectories(home.resolve(service)).toRealPath();
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }

    private static Optional<FileChannel> lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(channel);
    }

    private static ServiceException unusable(Path home, IOException cause) {
        return new ServiceException(
                "The home " + home.toAbsolutePath() + " cannot be used (" + cause
                        + "): choose a directory that this user may write to.",
                cause);
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** The port to listen on: the wanted one; for 0 that of the last run if it is free, else any. */
    int choosePort(String service, int wanted) {
        if (wanted != 0) {
            LoopbackPorts.requireFree(service, wanted);
            return wanted;
        }
        return recordedPort(path).filter(LoopbackPorts::isFree).orElseGet(LoopbackPorts::anyFree);
    }

    /** Notes the port on which the service can be reached, for later runs and for other processes. */
    void recordPort(int port) {
        Path fresh = resolve(PORT + ".new");
        try {
            Files.writeString(fresh, port + "\n");
            Files.move(fresh, resolve(PORT), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable(path.getParent(), e);
        }
    }

    /** The port of the service of that home when it last ran, or runs now. */
    static Optional<Integer> recordedPort(Path home, String service) {
        return recordedPort(home.resolve(service));
    }

    private static Optional<Integer> recordedPort(Path directory) {
        try {
            return Optional.of(
                    Integer.valueOf(Files.readString(directory.resolve(PORT)).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw new ServiceException(
                    "The file " + directory.resolve(PORT) + " cannot be read (" + e + "): delete it and start again.",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unusable(path.getParent(), e);
        } finally {
            HELD.remove(path);
        }
    }
}
