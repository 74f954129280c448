package dev.wherry.source.disposal;

import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.LogText;
import dev.wherry.source.retry.Backoff;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes published files out of the inbox.
 *
 * <p>Its order is what makes a restart right. A file is touched only after its records are committed, and with them, in
 * the same transaction, that it is published. That is forgotten only when the directories are synced, because a file that
 * a loss of power brought back into the inbox would be published again.
 */
public final class FileDisposer {
    private static final Logger LOG = LoggerFactory.getLogger(FileDisposer.class);

    /** What became of a file. */
    public enum Result {
        /** It is out of the inbox. */
        DONE,
        /** Somebody else took it away. */
        GONE,
        /** Another one has its name, or it was written to: what is there now is not published. */
        CHANGED
    }

    private final Disk disk;
    private final FileDisposition finish;
    private final LongSupplier nanoTime;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean syncRefused;

    private static final class Entry {
        private final FoundFile file;
        private final boolean oversize;
        private final Consumer<Result> settled;
        private long due;
        private long pause;
        private Result result;

        Entry(FoundFile file, boolean oversize, Consumer<Result> settled, long now) {
            this.file = file;
            this.oversize = oversize;
            this.settled = settled;
            this.due = now;
        }
    }

    private FileDisposer(Disk disk, FileDisposition finish, LongSupplier nanoTime) {
        this.disk = disk;
        this.finish = finish;
        this.nanoTime = nanoTime;
    }

    public static FileDisposer archive(Disk disk, Path archive, LongSupplier nanoTime) {
        return new FileDisposer(disk, new ArchiveDisposition(disk, archive), nanoTime);
    }

    public static FileDisposer delete(Disk disk, LongSupplier nanoTime) {
        return new FileDisposer(disk, new DeleteDisposition(disk), nanoTime);
    }

    /** Files stay in the inbox. */
    public static FileDisposer keep(Disk disk, LongSupplier nanoTime) {
        return new FileDisposer(disk, null, nanoTime);
    }

    public boolean keeps() {
        return finish == null;
    }

    /**
     * Has a published file taken out of the inbox with the next {@link #run}.
     *
     * @param oversize whether the file holds more than was published
     * @param settled is told what became of it, once that would survive a loss of power
     */
    public void add(FoundFile file, boolean oversize, Consumer<Result> settled) {
        if (!keeps()) {
            entries.putIfAbsent(file.key(), new Entry(file, oversize, settled, nanoTime.getAsLong()));
        }
    }

    /** Takes files out of the inbox until time is up. Returns whether all are out but those that are to be tried again later. */
    public boolean run(BooleanSupplier timeIsUp) {
        List<Entry> done = new ArrayList<>();
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
            if (finish(entry, touched)) {
                done.add(entry);
                each.remove();
            }
        }
        touched.forEach(this::sync);
        done.forEach(entry -> entry.settled.accept(entry.result));
        return all;
    }

    private boolean finish(Entry entry, Set<Path> touched) {
        try {
            entry.file.directory().requireNoLink(disk);
            boolean unchanged =
                    entry.file.is(disk.stat(entry.file.path())) && finish.finish(entry.file, entry.oversize, touched);
            entry.result = unchanged ? Result.DONE : Result.CHANGED;
            return true;
        } catch (NoSuchFileException e) {
            return isGone(entry) || tryAgain(entry, e);
        } catch (IOException e) {
            return tryAgain(entry, e);
        }
    }

    private boolean isGone(Entry entry) {
        try {
            entry.result = Result.GONE;
            return !disk.exists(entry.file.path());
        } catch (IOException e) {
            return tryAgain(entry, e);
        }
    }

    /** It stays known as published meanwhile, and holds up nothing else. */
    private boolean tryAgain(Entry entry, IOException e) {
        if (entry.pause == 0) {
            LOG.warn(
                    "{} is published but cannot be taken out of the inbox ({}). It is tried again from time to time and"
                            + " not published again. The connector must be allowed to rename and delete in the inbox, and"
                            + " archive.directory must lie on the same file system.",
                    entry.file,
                    LogText.of(e));
        }
        entry.pause = Backoff.IN_TROUBLE.after(entry.pause);
        entry.due = nanoTime.getAsLong() + entry.pause;
        return false;
    }

    private void sync(Path directory) {
        try {
            disk.sync(directory);
        } catch (NoSuchFileException e) {
            LOG.debug("{} went away", LogText.of(directory));
        } catch (IOException e) {
            if (!syncRefused) {
                syncRefused = true;
                LOG.warn(
                        "{} cannot be synced ({}). After a loss of power, though not after a crash of the process, a file"
                                + " could be published twice.",
                        LogText.of(directory),
                        LogText.of(e));
            }
        }
    }

    /** Files still to be taken out. */
    public int pending() {
        return entries.size();
    }
}
