package dev.wherry.source.lines;

import dev.wherry.source.batch.Batch;
import dev.wherry.source.batch.RawEvent;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.InodeStat;
import dev.wherry.source.disk.LogText;
import dev.wherry.source.progress.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the next lines of a growing file, after verifying that it is still the same file. */
public final class FileTailer {
    private static final Logger LOG = LoggerFactory.getLogger(FileTailer.class);

    private final Disk disk;
    private final Progress progress;
    private final LineReader reader;
    private final long quietNanos;
    private final LongSupplier nanoTime;
    private final Runnable rescanSoon;
    private final byte[] head = new byte[FirstLine.MAX_BYTES + 1];

    /** @param rescanSoon called when a file is no longer at its location */
    public FileTailer(
            Disk disk,
            Progress progress,
            int maxEventBytes,
            Duration quietPeriod,
            LongSupplier nanoTime,
            Runnable rescanSoon) {
        this.disk = disk;
        this.progress = progress;
        this.reader = new LineReader(disk, maxEventBytes);
        this.quietNanos = quietPeriod.toNanos();
        this.nanoTime = nanoTime;
        this.rescanSoon = rescanSoon;
    }

    /** Publishes the next lines of a file, within limits. */
    void publish(TailedFile file, Batch batch, long lines, long bytes, BooleanSupplier timeIsUp) {
        try {
            readAndPublish(file, batch, lines, bytes, timeIsUp);
            file.readSucceeded();
        } catch (NoSuchFileException e) {
            fileMoved(file);
        } catch (IOException e) {
            readFailed(file, e);
        }
    }

    private void readAndPublish(TailedFile file, Batch batch, long lines, long bytes, BooleanSupplier timeIsUp)
            throws IOException {
        file.location().directory().requireNoLink(disk);
        Path path = file.location().path();
        InodeStat before = disk.statWithInode(path);
        if (!isSameFile(file, before)) {
            fileMoved(file);
            return;
        }
        long now = nanoTime.getAsLong();
        file.observe(before.stat(), now);
        boolean quiet = file.hasBeenQuiet(now, quietNanos);
        restartIfTruncated(file, before.stat());
        FirstLine firstLine = firstLine(path);
        if (!identify(file, firstLine, quiet, before.stat())) {
            waitForMore(file);
            return;
        }
        LineChunk chunk = new LineChunk(file.position(), file.oversizeLine());
        reader.read(path, chunk, new LineReader.Limits(lines, bytes, quiet, timeIsUp));
        InodeStat after = disk.statWithInode(path);
        boolean untouched = after.equals(before);
        if (!untouched && !isConsistent(file, path, firstLine, chunk, after, quiet)) {
            // The bytes read may mix two contents; the next read starts over.
            file.setOversizeLine(null);
            return;
        }
        addToBatch(file, chunk, batch);
        file.observe(after.stat(), now);
        if (untouched && chunk.isAtEnd()) {
            waitForMore(file);
        }
    }

    private static boolean isSameFile(TailedFile file, InodeStat found) {
        return found.inode() == file.inode() && found.stat().isRegular();
    }

    /** Whether a file that was written to while it was read only grew, so that the chunk is valid. */
    private boolean isConsistent(
            TailedFile file, Path path, FirstLine firstLine, LineChunk chunk, InodeStat after, boolean withTail)
            throws IOException {
        boolean tailRead = withTail && chunk.isAtEnd();
        return isSameFile(file, after)
                && after.stat().size() >= chunk.readTo()
                && !tailRead
                && firstLine(path).hash() == firstLine.hash();
    }

    private FirstLine firstLine(Path path) throws IOException {
        int count = disk.read(path, 0, ByteBuffer.wrap(head));
        return FirstLine.of(head, count);
    }

    private void restartIfTruncated(TailedFile file, FileStat stat) {
        if (stat.size() < file.position()) {
            LOG.info("{} was truncated below its published position; reading it from the start", file);
            file.restart();
        }
    }

    /** Identifies the file. Returns false if its first line is not complete yet. */
    private boolean identify(TailedFile file, FirstLine firstLine, boolean quiet, FileStat stat) {
        boolean known = file.firstLine() != null && file.firstLine().hash() == firstLine.hash();
        if (known) {
            return true;
        }
        if (stat.size() == 0 || (!firstLine.complete() && !quiet)) {
            return false;
        }
        String identity = firstLine.identity(file.inode());
        if (file.progress() == null) {
            file.identified(
                    firstLine,
                    progress.resume(file.feed(), file.shard(), identity).orElse(null));
        } else {
            LOG.info("{} has a different first line than before; reading it from the start", file);
            progress.restart(file.feed(), file.shard(), file.progress(), identity);
            file.identified(firstLine, file.progress());
        }
        restartIfTruncated(file, stat);
        return true;
    }

    /** Waits until the file changes, or until the quiet period completes its last line. */
    private void waitForMore(TailedFile file) {
        if (file.isCaughtUp()) {
            file.becomeIdle();
        } else {
            file.scheduleRead(file.unchangedSince() + quietNanos);
        }
    }

    private void fileMoved(TailedFile file) {
        file.becomeIdle();
        file.setOversizeLine(null);
        rescanSoon.run();
    }

    private void readFailed(TailedFile file, IOException e) {
        if (file.readFailed(nanoTime.getAsLong(), e)) {
            LOG.warn("Cannot read {} ({}). It is retried; other files are not affected.", file, LogText.of(e));
        }
    }

    private void addToBatch(TailedFile file, LineChunk chunk, Batch batch) {
        if (file.progress() == null && !chunk.lines().isEmpty()) {
            // Not earlier: a slot that no record stores is a gap, and a restart finds no slot after many gaps.
            file.publishingStarted(progress.begin(file.feed(), file.shard(), file.identity()));
        }
        for (LineChunk.Line line : chunk.lines()) {
            long fullSize = line.fullSize() == LineChunk.NOT_TRUNCATED ? RawEvent.NONE : line.fullSize();
            batch.add(
                    new RawEvent(
                            file.location().directory().topic(),
                            file.key(),
                            line.offset(),
                            RawEvent.NONE,
                            fullSize,
                            line.value()),
                    file.progress().offset());
        }
        file.advance(chunk.position(), chunk.isTruncated());
        file.setOversizeLine(chunk.oversizeLine());
    }
}
