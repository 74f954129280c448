package dev.wherry.source.disposal;

import dev.wherry.connect.retry.Backoff;
import dev.wherry.connect.text.LogText;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.Problems;
import dev.wherry.source.disposal.DisposalListener.Outcome;
import dev.wherry.source.feed.Feed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes published files from the inbox.
 *
 * <p>Correct restarts rest on its order. A file is touched only after the transaction that holds its records, and the
 * fact that it is published, has committed. That fact is forgotten only after the directories are synced. Otherwise a
 * power failure could restore the file to the inbox, and it would be published again.
 */
public final class FileDisposer {
    private static final Logger LOG = LoggerFactory.getLogger(FileDisposer.class);

    private final Disk disk;
    /** By feed. A feed whose files stay in the inbox has none. */
    private final Map<Feed, FileDisposition> dispositions = new HashMap<>();

    private final LongSupplier nanoTime;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean syncFailureReported;
    /** The number of entries that failed. */
    private int failed;

    private static final class Entry {
        private final FoundFile file;
        private final boolean oversize;
        private final DisposalListener listener;
        private long due;
        private long retryPause;
        /** Why the last attempt failed; null if there was none. */
        private String failure;

        private Outcome outcome;

        Entry(FoundFile file, boolean oversize, DisposalListener listener, long now) {
            this.file = file;
            this.oversize = oversize;
            this.listener = listener;
            this.due = now;
        }
    }

    public FileDisposer(Disk disk, Collection<Feed> feeds, LongSupplier nanoTime) {
        this.disk = disk;
        this.nanoTime = nanoTime;
        for (Feed feed : feeds) {
            switch (feed.onFinish()) {
                case ARCHIVE -> dispositions.put(feed, new ArchiveDisposition(disk, feed.archive()));
                case DELETE -> dispositions.put(feed, new DeleteDisposition(disk));
                case KEEP -> {}
            }
        }
    }

    /** Whether files of that feed stay in the inbox. */
    public boolean keepsFiles(Feed feed) {
        return !dispositions.containsKey(feed);
    }

    /**
     * Schedules a published file for the next {@link #run}.
     *
     * @param oversize whether the file holds more than was published
     */
    public void add(FoundFile file, boolean oversize, DisposalListener listener) {
        if (!keepsFiles(file.feed())) {
            entries.putIfAbsent(file.key(), new Entry(file, oversize, listener, nanoTime.getAsLong()));
        }
    }

    /** Disposes of files until time is up. Returns whether only files that wait for a retry are left. */
    public boolean run(BooleanSupplier timeIsUp) {
        List<Entry> disposed = new ArrayList<>();
        Set<Path> touched = new HashSet<>();
        boolean all = true;
        for (Iterator<Entry> each = entries.values().iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.due - nanoTime.getAsLong() > 0) {
                continue;
            }
            if (timeIsUp.getAsBoolean()) {
                all = false;
                break;
            }
            if (dispose(entry, touched)) {
                disposed.add(entry);
                failed -= entry.failure == null ? 0 : 1;
                each.remove();
            }
        }
        touched.forEach(this::sync);
        disposed.forEach(entry -> entry.listener.disposed(entry.file, entry.outcome));
        return all;
    }

    /** Returns false if the entry must be retried. */
    private boolean dispose(Entry entry, Set<Path> touched) {
        FoundFile file = entry.file;
        try {
            file.directory().requireNoLink(disk);
            boolean removed = file.matches(disk.stat(file.path()))
                    && dispositions.get(file.feed()).dispose(file, entry.oversize, touched);
            entry.outcome = removed ? Outcome.REMOVED : Outcome.CHANGED;
            return true;
        } catch (NoSuchFileException e) {
            return isMissing(entry) || scheduleRetry(entry, e);
        } catch (IOException e) {
            return scheduleRetry(entry, e);
        }
    }

    /** The exception may be about another path, such as the archive's. */
    private boolean isMissing(Entry entry) {
        try {
            entry.outcome = Outcome.MISSING;
            return !disk.exists(entry.file.path());
        } catch (IOException e) {
            return scheduleRetry(entry, e);
        }
    }

    /** Always returns false. The file stays known as published until then, and delays no other file. */
    private boolean scheduleRetry(Entry entry, IOException e) {
        if (entry.failure == null) {
            failed++;
            LOG.warn(
                    "{} is published but cannot be removed from the inbox ({}). The removal is retried; the file is not"
                            + " published again. The worker must be allowed to rename and delete in the inbox, and"
                            + " to write to the archive.",
                    entry.file,
                    LogText.of(e));
        }
        entry.failure = Problems.reason(entry.file.path(), e);
        entry.retryPause = Backoff.IO_ERROR.after(entry.retryPause);
        entry.due = nanoTime.getAsLong() + entry.retryPause;
        return false;
    }

    private void sync(Path directory) {
        try {
            disk.sync(directory);
        } catch (NoSuchFileException e) {
            LOG.debug("{} was removed before it could be synced", LogText.of(directory));
        } catch (IOException e) {
            if (!syncFailureReported) {
                syncFailureReported = true;
                LOG.warn(
                        "Cannot sync {} ({}). After a power failure, though not after a crash of the process, a file"
                                + " could be published twice.",
                        LogText.of(directory),
                        LogText.of(e));
            }
        }
    }

    /** The number of files that could not be disposed of yet. They are retried. */
    public int failed() {
        return failed;
    }

    public void addTo(Problems problems) {
        if (failed > 0) {
            entries.values().stream()
                    .filter(entry -> entry.failure != null)
                    .limit(Problems.MAX_FILES)
                    .forEach(entry -> problems.unremoved(entry.file.path(), entry.failure));
        }
    }

    /** The number of files still to be disposed of. */
    public int pending() {
        return entries.size();
    }
}
