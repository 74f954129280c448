package dev.wherry.source.discover;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import dev.wherry.source.disk.LogText;
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

/** The operating system's own notifications. The JDK keeps 512 of them a directory between two looks, then reports an overflow. */
final class DirectoryWatch implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

    private final WatchService service;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final Map<WatchKey, FeedDirectory> directories = new HashMap<>();
    private WatchKey signalled;
    private boolean refused;

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
            FeedDirectory before = directories.put(key, directory);
            if (before != null) {
                // The same directory under a new name: the system goes on reporting with the key it has.
                keys.remove(before.path(), key);
            }
            keys.put(directory.path(), key);
        } catch (NoSuchFileException | NotDirectoryException e) {
            LOG.debug("{} went away before it could be watched", directory);
        } catch (IOException e) {
            reportOnce(directory, e);
        }
    }

    private void reportOnce(FeedDirectory directory, IOException e) {
        if (!refused) {
            refused = true;
            LOG.warn(
                    "{} and perhaps more directories cannot be watched ({}). Their files are found by rescans alone, every"
                            + " rescan.interval.ms. If a limit of inotify is reached, raise"
                            + " fs.inotify.max_user_watches or fs.inotify.max_user_instances with sysctl.",
                    directory,
                    LogText.of(e));
        }
    }

    @Override
    public void await(long millis) throws InterruptedException {
        if (signalled == null) {
            signalled = service.poll(millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public boolean drain(Consumer<FoundFile> names) {
        boolean nothingMissed = true;
        WatchKey key = signalled == null ? service.poll() : signalled;
        signalled = null;
        for (; key != null; key = service.poll()) {
            FeedDirectory directory = directories.get(key);
            for (WatchEvent<?> event : key.pollEvents()) {
                if (event.kind() == OVERFLOW) {
                    nothingMissed = false;
                } else if (directory != null) {
                    names.accept(FoundFile.named(directory, (Path) event.context()));
                }
            }
            if (!key.reset() && directory != null) {
                directories.remove(key);
                keys.remove(directory.path(), key);
            }
        }
        return nothingMissed;
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
