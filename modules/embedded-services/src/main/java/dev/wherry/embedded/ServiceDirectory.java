package dev.wherry.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The subdirectory of one service in a home, locked by one process at a time.
 */
final class ServiceDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String PORT = "port";

    private final Path path;
    private final LockFile lock;

    private ServiceDirectory(Path path, LockFile lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates the directory if necessary and locks it.
     *
     * @throws ServiceException if the directory cannot be used or is locked
     */
    static ServiceDirectory lock(Path home, String service) {
        return tryLock(home, service)
                .orElseThrow(() -> new ServiceException("The home " + home.toAbsolutePath()
                        + " is in use by another process: stop it, or choose another home."));
    }

    /** As {@link #lock}, but empty if the directory is locked by another process or elsewhere in this one. */
    static Optional<ServiceDirectory> tryLock(Path home, String service) {
        Path path = create(home, service);
        try {
            return LockFile.tryLock(path.resolve(LOCK), "").map(lock -> new ServiceDirectory(path, lock));
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }

    /** Whether the service was ever started on this home. */
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

    private static ServiceException unusable(Path home, IOException cause) {
        return new ServiceException(
                "The home " + home.toAbsolutePath() + " cannot be used (" + cause
                        + "): choose a directory that this user can write to.",
                cause);
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /**
     * The port to listen on: the wanted one, or for 0 that of the previous run if it is free, or else any free port.
     */
    int choosePort(Service service, int wanted) {
        if (wanted != 0) {
            LoopbackPorts.requireFree(service, wanted);
            return wanted;
        }
        return recordedPort().filter(LoopbackPorts::isFree).orElseGet(LoopbackPorts::anyFree);
    }

    /** Records the port of the service for later runs and for other processes. */
    void recordPort(int port) {
        Path fresh = resolve(PORT + ".new");
        try {
            Files.writeString(fresh, port + "\n");
            Files.move(fresh, resolve(PORT), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable(path.getParent(), e);
        }
    }

    /** The port of the service in its latest run. */
    Optional<Integer> recordedPort() {
        return recordedPort(path);
    }

    /** The port of the service in its current or latest run. */
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
            lock.close();
        } catch (IOException e) {
            throw unusable(path.getParent(), e);
        }
    }
}
