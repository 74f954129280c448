package dev.wherry.source.discover;

import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Used where the operating system provides no notifications: only rescans find files. */
final class NoWatch implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(NoWatch.class);

    private NoWatch() {}

    /** The operating system's watch if there is one, otherwise this. */
    static Watch unlessAvailable() {
        try {
            return new DirectoryWatch();
        } catch (IOException e) {
            LOG.warn(
                    "Cannot watch directories ({}). Only rescans find files, every rescan.interval.ms. If an"
                            + " inotify limit is reached, raise fs.inotify.max_user_instances with sysctl.",
                    e.getMessage());
            return new NoWatch();
        }
    }

    @Override
    public void add(FeedDirectory directory) {}

    @Override
    public void await(long timeoutMillis) throws InterruptedException {
        Thread.sleep(timeoutMillis);
    }

    @Override
    public boolean drain(Consumer<FoundFile> names) {
        return true;
    }

    @Override
    public void close() {}
}
