package dev.wherry.source.document;

import dev.wherry.source.batch.Batch;
import dev.wherry.source.batch.RawEvent;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.LogText;
import dev.wherry.source.disposal.FileDisposer;
import dev.wherry.source.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The documents of one task, from being found to being published. */
public final class Documents {
    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);

    private final Disk disk;
    private final DocumentReader reader;
    private final Progress progress;
    private final FileDisposer handOver;
    private final long quietNanos;
    private final LongSupplier nanoTime;
    private final DocumentQueue queue = new DocumentQueue();
    private final PendingDocuments waiting = new PendingDocuments();

    public Documents(
            Disk disk,
            Progress progress,
            FileDisposer handOver,
            int maxEventBytes,
            Duration quietPeriod,
            LongSupplier nanoTime) {
        this.disk = disk;
        this.reader = new DocumentReader(disk, maxEventBytes);
        this.progress = progress;
        this.handOver = handOver;
        this.quietNanos = quietPeriod.toNanos();
        this.nanoTime = nanoTime;
    }

    /** The watch heard of it. */
    public void named(FoundFile file) {
        queue.add(file);
    }

    /** A scan looked at it. */
    public void seen(FoundFile file) {
        if (progress.seen(file)) {
            handOver(file);
        } else if (!waiting.holds(file)) {
            queue.addToScan(file);
        }
    }

    public void scanned() {
        queue.endScan();
    }

    /** Publishes documents until the batch is full, time is up, or there is none left. */
    public void publish(Batch batch, BooleanSupplier timeIsUp) {
        while (!batch.isFull() && !timeIsUp.getAsBoolean()) {
            PendingDocument due = waiting.next(nanoTime.getAsLong());
            if (due != null) {
                lookAt(due.file(), due, batch);
            } else {
                FoundFile file = queue.next();
                if (file == null) {
                    return;
                }
                lookAt(file, waiting.take(file), batch);
            }
        }
    }

    private void lookAt(FoundFile file, PendingDocument history, Batch batch) {
        try {
            FileStat stat = disk.stat(file.path());
            if (stat.isRegular()) {
                file.directory().requireNoLink(disk);
                decide(file.with(stat), stat, history, batch);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} went away before it was published", file);
        } catch (IOException e) {
            if (history.failed(nanoTime.getAsLong())) {
                LOG.warn(
                        "{} cannot be read ({}). It is tried again from time to time; everything else goes on.",
                        file,
                        LogText.of(e));
            }
            waiting.put(history);
        }
    }

    private void decide(FoundFile file, FileStat stat, PendingDocument history, Batch batch) throws IOException {
        long now = nanoTime.getAsLong();
        boolean unchanged = history.isUnchanged(stat);
        if (progress.isPublished(file)) {
            handOver(file);
        } else if (unchanged && !history.hasBeenQuiet(now, quietNanos)) {
            history.postpone(now, quietNanos);
            waiting.put(history);
        } else {
            ReadResult reading = reader.read(file.path(), stat);
            byte[] event = event(file, reading, unchanged);
            if (event != null) {
                publish(file, event, batch);
            } else {
                if (!history.isUnchanged(reading.stat())) {
                    history.changed(reading.stat(), now);
                }
                history.postpone(now, quietNanos);
                waiting.put(history);
            }
        }
    }

    /** What is to be published of it now; null if nothing. */
    private byte[] event(FoundFile file, ReadResult reading, boolean hasBeenQuiet) throws IOException {
        if (reading instanceof ReadResult.Whole whole) {
            return whole.bytes();
        }
        if (!hasBeenQuiet || reading instanceof ReadResult.Changing) {
            return null;
        }
        // An oversize document is rejected whatever its end looks like; that it is finished is told by quiet alone.
        return reading instanceof ReadResult.Partial partial ? partial.bytes() : reader.head(file.path());
    }

    private void publish(FoundFile file, byte[] value, Batch batch) {
        byte[] key = file.key().getBytes(StandardCharsets.UTF_8);
        long fullSize = isOversize(file) ? file.size() : RawEvent.NONE;
        RawEvent event = new RawEvent(file.directory().topic(), key, 0, file.modified(), fullSize, value);
        batch.addDocument(event, progress.publishing(file), () -> handOver(file));
    }

    private void handOver(FoundFile file) {
        handOver.add(file, isOversize(file), result -> {
            switch (result) {
                case DONE -> progress.forget(file);
                case CHANGED -> {
                    progress.forget(file);
                    named(file);
                }
                // Not forgotten: it may be the inbox that is away, and come back with the file in it.
                case GONE -> LOG.debug("{} went away after it was published", file);
            }
        });
    }

    private boolean isOversize(FoundFile file) {
        return file.size() > reader.maxBytes();
    }

    /** Found, and not looked at since. */
    public int queued() {
        return queue.size();
    }

    /** Incomplete or unreadable. */
    public int waiting() {
        return waiting.size();
    }

    public int unreadable() {
        return waiting.unreadable();
    }
}
