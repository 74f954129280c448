package dev.wherry.source.discover;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories that a full scan found without any file, and removes if their feed says so. All tasks see the same
 * directories; whichever comes first removes them.
 */
final class EmptyDirectories {
    private static final Logger LOG = LoggerFactory.getLogger(EmptyDirectories.class);

    private final Disk disk;
    private final FailureLog failures;
    private final long scanStart = System.currentTimeMillis();
    /** Parents before their children. */
    private final List<FeedDirectory> candidates = new ArrayList<>();
    /** By candidate, the number of its subdirectories that exist. */
    private final Map<FeedDirectory, Integer> subdirectories = new HashMap<>();

    EmptyDirectories(Disk disk, FailureLog failures) {
        this.disk = disk;
        this.failures = failures;
    }

    /** @param before what the directory was before it was listed */
    boolean isOldEnough(FeedDirectory directory, FileStat before) {
        Duration after = directory.feed().removeEmptyAfter();
        return !after.isNegative()
                && !directory.isFeed()
                && scanStart - Duration.ofNanos(before.modified()).toMillis() >= after.toMillis();
    }

    /** Adds a directory that is old enough and contains nothing but this many directories. */
    void add(FeedDirectory directory, int children) {
        candidates.add(directory);
        subdirectories.put(directory, children);
    }

    /** Removes those that are empty, from the innermost outwards. */
    void remove() {
        for (int i = candidates.size() - 1; i >= 0; i--) {
            FeedDirectory directory = candidates.get(i);
            if (subdirectories.get(directory) == 0 && isRemoved(directory)) {
                subdirectories.computeIfPresent(directory.parent(), (parent, left) -> left - 1);
            }
        }
    }

    private boolean isRemoved(FeedDirectory directory) {
        try {
            directory.requireNoLink(disk);
            disk.deleteDirectory(directory.path());
            LOG.info("Removed the empty directory {}", directory);
            return true;
        } catch (NoSuchFileException removedByAnother) {
            return true;
        } catch (DirectoryNotEmptyException usedAgain) {
            return false;
        } catch (IOException e) {
            failures.failed(directory.path(), e);
            return false;
        }
    }
}
