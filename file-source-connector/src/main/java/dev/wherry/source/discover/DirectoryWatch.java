package dev.wherry.source.discover;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import dev.wherry.connect.text.LogText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operating system's notifications. The JDK buffers 512 of them per directory, then reports an overflow. */
final class DirectoryWatch implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

    private final WatchService service;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final Map<WatchKey, FeedDirectory> directories = new HashMap<>();
    private WatchKey signalled;
    private boolean failureReported;

    DirectoryWatch() throws IOException {
        this.service = FileSystems.getDefault().newWatchService();
    }

    @Override
    public void add(FeedDirectory directory) {
        WatchKey known = keys.get(directory.path());
        if (known != null && known.isValid()) {
            return;
        }
        try {
            WatchKey key = directory.path().register(service, ENTRY_CREATE, ENTRY_MODIFY);
            FeedDirectory previous = directories.put(key, directory);
            if (previous != null) {
                // The same directory under a new name: the system keeps reporting under its existing key.
                keys.remove(previous.path(), key);
            }
            keys.put(directory.path(), key);
        } catch (NoSuchFileException | NotDirectoryException e) {
            LOG.debug("{} was removed before it could be watched", directory);
        } catch (IOException e) {
            reportOnce(directory, e);
        }
    }

    private void reportOnce(FeedDirectory directory, IOException e) {
        if (!failureReported) {
            failureReported = true;
            LOG.warn(
                    "Cannot watch {} and possibly other directories ({}). Only rescans find their files, every"
                            + " rescan.interval.ms. If an inotify limit is reached, raise"
                            + " fs.inotify.max_user_watches or fs.inotify.max_user_instances with sysctl.",
                    directory,
                    LogText.of(e));
        }
    }

    @Override
    public void await(long timeoutMillis) throws InterruptedException {
        if (signalled == null) {
            signalled = service.poll(timeoutMillis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public boolean drain(Consumer<FoundFile> names) {
        boolean complete = true;
        WatchKey key = signalled == null ? service.poll() : signalled;
        signalled = null;
        for (; key != null; key = service.poll()) {
            FeedDirectory directory = directories.get(key);
            for (WatchEvent<?> event : key.pollEvents()) {
                if (event.kind() == OVERFLOW) {
                    complete = false;
                } else if (directory != null) {
                    names.accept(FoundFile.named(directory, (Path) event.context()));
                }
            }
            if (!key.reset() && directory != null) {
                directories.remove(key);
                keys.remove(directory.path(), key);
            }
        }
        return complete;
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
