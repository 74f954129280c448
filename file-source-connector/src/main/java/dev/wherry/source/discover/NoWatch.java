package dev.wherry.source.discover;

import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the operating system gives no notifications: files are found by rescans alone. */
final class NoWatch implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(NoWatch.class);

    private NoWatch() {}

    /** A watch of the operating system's if it gives one, else this. */
    static Watch unlessAvailable() {
        try {
            return new DirectoryWatch();
        } catch (IOException e) {
            LOG.warn(
                    "No directory can be watched ({}). Files are found by rescans alone, every rescan.interval.ms. If a limit"
                            + " of inotify is reached, raise fs.inotify.max_user_instances with sysctl.",
                    e.getMessage());
            return new NoWatch();
        }
    }

    @Override
    public void add(FeedDirectory directory) {}

    @Override
    public void await(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    @Override
    public boolean drain(Consumer<FoundFile> names) {
        return true;
    }

    @Override
    public void close() {}
}
