package dev.wherry.pipeline;

import dev.wherry.embedded.LockFile;
import dev.wherry.embedded.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ensures that one pipeline at a time reads an inbox: each of two would publish an arbitrary part of its files. The tasks of a
 * Connect cluster share an inbox rightly, so the connector itself takes no lock.
 */
final class InboxLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InboxLock.class);
    /** Hidden, so that it is no event. */
    private static final String NAME = ".wherry.lock";

    /** Empty if this user cannot write to the inbox. */
    private final Optional<LockFile> lock;

    private InboxLock(Optional<LockFile> lock) {
        this.lock = lock;
    }

    /**
     * Locks an inbox. One that cannot be written to, which is of use with {@code on.finish=keep} only, is not locked.
     *
     * @param inbox an existing directory
     * @throws ServiceException if another pipeline reads it
     */
    static InboxLock acquire(Path inbox, Home home) {
        Path file = inbox.resolve(NAME);
        try {
            return acquire(inbox, file, home);
        } catch (IOException unusable) {
            LOG.warn(
                    "The inbox {} cannot be locked ({}), so nothing prevents a second pipeline from reading it, too.",
                    inbox,
                    unusable.toString());
            return new InboxLock(Optional.empty());
        }
    }

    private static InboxLock acquire(Path inbox, Path file, Home home) throws IOException {
        Optional<LockFile> lock;
        try {
            lock = LockFile.tryLock(file, holder(home));
        } catch (IOException notWritable) {
            if (!LockFile.isLockedElsewhere(file)) {
                throw notWritable;
            }
            lock = Optional.empty();
        }
        if (lock.isEmpty()) {
            throw new ServiceException("Another pipeline reads the inbox %s: %s. Stop it, or choose another inbox."
                    .formatted(inbox, holder(file)));
        }
        return new InboxLock(lock);
    }

    private static String holder(Path file) {
        try {
            return LockFile.holder(file).orElse("it has just started or stopped");
        } catch (IOException unreadable) {
            return "%s does not say which (%s)".formatted(file, unreadable);
        }
    }

    private static String holder(Home home) {
        String[] processAndHost = ManagementFactory.getRuntimeMXBean().getName().split("@", 2);
        return "process %s on %s with the home %s, since %s"
                .formatted(
                        processAndHost[0],
                        processAndHost[1],
                        home.root(),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public void close() {
        lock.ifPresent(held -> {
            try {
                held.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
