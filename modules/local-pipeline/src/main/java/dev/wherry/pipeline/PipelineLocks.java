package dev.wherry.pipeline;

import dev.wherry.embedded.HomeLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a pipeline has to itself while it runs.
 *
 * @param inbox empty for a rebuild, which reads no files
 */
record PipelineLocks(HomeLock home, Optional<InboxLock> inbox) implements AutoCloseable {
    /**
     * Creates the home, and the inbox if there is one, and locks them.
     *
     * @param inbox null for a rebuild
     * @throws dev.wherry.embedded.ServiceException if another pipeline runs on one of them
     */
    static PipelineLocks acquire(Home home, Path inbox) throws IOException {
        HomeLock locked = HomeLock.acquire(home.root());
        boolean complete = false;
        try {
            if (inbox != null) {
                Files.createDirectories(inbox);
            }
            PipelineLocks locks = new PipelineLocks(
                    locked, Optional.ofNullable(inbox).map(directory -> InboxLock.acquire(directory, home)));
            complete = true;
            return locks;
        } finally {
            if (!complete) {
                locked.close();
            }
        }
    }

    @Override
    public void close() {
        inbox.ifPresent(InboxLock::close);
        home.close();
    }
}
