package dev.wherry.source.document;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.batch.DocumentContent;
import dev.wherry.connect.batch.RawEvent;
import dev.wherry.connect.text.LogText;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.Problems;
import dev.wherry.source.disposal.DisposalListener;
import dev.wherry.source.disposal.FileDisposer;
import dev.wherry.source.feed.FinishedFileAction;
import dev.wherry.source.progress.Progress;
import dev.wherry.split.FileKind;
import dev.wherry.wire.receipt.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The documents of one task, from discovery to disposal. */
public final class Documents implements DisposalListener {
    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);

    private final Disk disk;
    private final DocumentReader reader;
    private final Progress progress;
    private final FileDisposer disposer;
    private final long quietNanos;
    private final LongSupplier nanoTime;
    private final DocumentQueue queue = new DocumentQueue();
    private final PendingDocuments pendingDocuments = new PendingDocuments();

    public Documents(
            Disk disk,
            Progress progress,
            FileDisposer disposer,
            int maxEventBytes,
            Duration quietPeriod,
            LongSupplier nanoTime) {
        this.disk = disk;
        this.reader = new DocumentReader(disk, maxEventBytes);
        this.progress = progress;
        this.disposer = disposer;
        this.quietNanos = quietPeriod.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Queues a document that the watch reported. Whether it is published already is decided when it is read. */
    public void reportedByWatch(FoundFile file) {
        queue.add(file);
    }

    /** Queues a document that a scan found, unless it is published already; then it is disposed of. */
    public void foundByScan(FoundFile file) {
        if (progress.markSeen(file)) {
            dispose(file);
        } else if (!pendingDocuments.contains(file)) {
            queue.addToScan(file);
        }
    }

    public void scanEnded() {
        queue.endScan();
    }

    /** Publishes documents until the batch is full, time is up, or no document is left. */
    public void publish(Batch<FoundFile> batch, BooleanSupplier timeIsUp) {
        while (!batch.isFull() && !timeIsUp.getAsBoolean()) {
            PendingDocument due = pendingDocuments.removeDue(nanoTime.getAsLong());
            if (due != null) {
                process(due.file(), due, batch);
            } else {
                FoundFile file = queue.next();
                if (file == null) {
                    return;
                }
                process(file, pendingDocuments.removeOrCreate(file), batch);
            }
        }
    }

    private void process(FoundFile file, PendingDocument pending, Batch<FoundFile> batch) {
        try {
            FileStat stat = disk.stat(file.path());
            if (stat.isRegular()) {
                file.directory().requireNoLink(disk);
                publishOrPostpone(file.withStat(stat), stat, pending, batch);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} was removed before it was published", file);
        } catch (IOException e) {
            if (pending.readFailed(nanoTime.getAsLong(), e)) {
                LOG.warn("Cannot read {} ({}). It is retried; other files are not affected.", file, LogText.of(e));
            }
            pendingDocuments.put(pending);
        }
    }

    private void publishOrPostpone(FoundFile file, FileStat stat, PendingDocument pending, Batch<FoundFile> batch)
            throws IOException {
        long now = nanoTime.getAsLong();
        boolean unchanged = pending.isUnchanged(stat);
        if (progress.isPublished(file)) {
            dispose(file);
        } else if (unchanged && !pending.hasBeenQuiet(now, quietNanos)) {
            postpone(pending, now);
        } else {
            FileKind kind = kindOf(file);
            ReadResult result = reader.read(file, kind, stat);
            if (result instanceof ReadResult.Whole whole) {
                publish(file, kind, whole.content(), batch);
            } else if (unchanged && result instanceof ReadResult.Partial partial) {
                // Only the quiet period shows that it will not become complete, or that an oversize one has ended.
                publish(file, kind, partial.content(), batch);
            } else {
                if (!pending.isUnchanged(result.stat())) {
                    pending.changed(result.stat(), now);
                }
                postpone(pending, now);
            }
        }
    }

    private static FileKind kindOf(FoundFile file) {
        return file.kind().orElseThrow(() -> new IllegalStateException("a document without a rule"));
    }

    private void postpone(PendingDocument pending, long now) {
        pending.postpone(now, quietNanos);
        pendingDocuments.put(pending);
    }

    private void publish(FoundFile file, FileKind kind, DocumentContent content, Batch<FoundFile> batch) {
        RawEvent event = RawEvent.ofFile(
                file.feed().topic(),
                file.key().getBytes(StandardCharsets.UTF_8),
                content.offset(),
                file.modified(),
                reader.fullSize(file, kind),
                content.format(),
                content.fault(),
                reading(file),
                content.bytes());
        batch.addDocument(event, progress.markPublished(file), file);
    }

    private static byte[] reading(FoundFile file) {
        return file.feed().documentReceipts()
                ? new Reading(Reading.newId(), new Reading.WholeFile(file.size(), file.fingerprintText())).toHeader()
                : null;
    }

    /** Disposes of documents whose records are committed. */
    public void dispose(List<FoundFile> committed) {
        committed.forEach(this::dispose);
    }

    private void dispose(FoundFile file) {
        boolean deleted = file.feed().onFinish() == FinishedFileAction.DELETE;
        disposer.add(file, deleted && reader.holdsMoreThanPublished(file, kindOf(file)), this);
    }

    @Override
    public void disposed(FoundFile file, Outcome outcome) {
        switch (outcome) {
            case REMOVED -> progress.forget(file);
            case CHANGED -> {
                progress.forget(file);
                queue.add(file);
            }
            // Not forgotten: the whole inbox may be unmounted, and return with the file in it.
            case MISSING -> LOG.debug("{} was removed after it was published", file);
        }
    }

    /** The number of documents found and not yet processed. */
    public int queued() {
        return queue.size();
    }

    /** The number of incomplete or unreadable documents. */
    public int pending() {
        return pendingDocuments.size();
    }

    public int unreadable() {
        return pendingDocuments.unreadable();
    }

    public void addTo(Problems problems) {
        pendingDocuments
                .unreadableDocuments()
                .limit(Problems.MAX_FILES)
                .forEach(document -> problems.unreadable(document.file().path(), document.unreadableReason()));
    }
}
