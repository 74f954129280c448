package dev.wherry.embedded;

import java.nio.file.Path;

/** Ensures that one pipeline at a time runs on a home, even if none of its services is embedded. */
public final class HomeLock implements AutoCloseable {
    private final ServiceDirectory directory;

    private HomeLock(ServiceDirectory directory) {
        this.directory = directory;
    }

    /** @throws ServiceException if a pipeline is running on the home, or the home is unusable */
    public static HomeLock acquire(Path home) {
        return new HomeLock(ServiceDirectory.lock(home, "pipeline"));
    }

    /** Whether no pipeline is running on the home. */
    public static boolean isFree(Path home) {
        try (ServiceDirectory directory = ServiceDirectory.lock(home, "pipeline")) {
            return true;
        } catch (ServiceException inUse) {
            return false;
        }
    }

    @Override
    public void close() {
        directory.close();
    }
}
