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

/** Reads on in a growing file, and makes sure that it is still the file that it was. */
public final class FileTailer {
    private static final Logger LOG = LoggerFactory.getLogger(FileTailer.class);

    private final Disk disk;
    private final Progress progress;
    private final LineReader reader;
    private final long quietNanos;
    private final LongSupplier nanoTime;
    private final Runnable rescanSoon;
    private final byte[] head = new byte[FirstLine.MOST + 1];

    /** @param rescanSoon is called when a file is not where it was */
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
    void follow(TailedFile file, Batch batch, long lines, long bytes, BooleanSupplier timeIsUp) {
        try {
            readOn(file, batch, lines, bytes, timeIsUp);
            file.wasRead();
        } catch (NoSuchFileException e) {
            isElsewhere(file);
        } catch (IOException e) {
            failed(file, e);
        }
    }

    private void readOn(TailedFile file, Batch batch, long lines, long bytes, BooleanSupplier timeIsUp)
            throws IOException {
        file.place().directory().requireNoLink(disk);
        Path path = file.place().path();
        InodeStat before = disk.statWithInode(path);
        if (!isStill(file, before)) {
            isElsewhere(file);
            return;
        }
        long now = nanoTime.getAsLong();
        file.seen(before.stat(), now);
        boolean quiet = file.hasBeenQuiet(now, quietNanos);
        restartIfTruncated(file, before.stat());
        FirstLine firstLine = firstLine(path);
        if (!identify(file, firstLine, quiet, before.stat())) {
            waitForMore(file);
            return;
        }
        LineChunk chunk = new LineChunk(file.position(), file.longLine());
        reader.read(path, chunk, new LineReader.Limits(lines, bytes, quiet, timeIsUp));
        InodeStat after = disk.statWithInode(path);
        boolean untouched = after.equals(before);
        if (!untouched && !isSound(file, path, firstLine, chunk, after, quiet)) {
            // What was read may be of two files or of none; the next look sees what there is.
            file.longLine(null);
            return;
        }
        publish(file, chunk, batch);
        file.seen(after.stat(), now);
        if (untouched && chunk.isAtEnd()) {
            waitForMore(file);
        }
    }

    private static boolean isStill(TailedFile file, InodeStat found) {
        return found.inode() == file.inode() && found.stat().isRegular();
    }

    /** Whether a file that was written to while it was read only grew. */
    private boolean isSound(
            TailedFile file, Path path, FirstLine firstLine, LineChunk chunk, InodeStat after, boolean withTail)
            throws IOException {
        boolean tailTaken = withTail && chunk.isAtEnd();
        return isStill(file, after)
                && after.stat().size() >= chunk.readTo()
                && !tailTaken
                && firstLine(path).hash() == firstLine.hash();
    }

    private FirstLine firstLine(Path path) throws IOException {
        int count = disk.read(path, 0, ByteBuffer.wrap(head));
        return FirstLine.of(head, count);
    }

    private void restartIfTruncated(TailedFile file, FileStat stat) {
        if (stat.size() < file.position()) {
            LOG.info("{} is shorter than what is published of it: it is read from its start", file);
            file.restart();
        }
    }

    /** Finds out which file this is. Returns false if its first line is not there yet. */
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
            LOG.info("{} begins with another line than before: it is read from its start", file);
            progress.restart(file.feed(), file.shard(), file.progress(), identity);
            file.identified(firstLine, file.progress());
        }
        restartIfTruncated(file, stat);
        return true;
    }

    /** Until it is heard of, or until its last line counts as ended. */
    private void waitForMore(TailedFile file) {
        if (file.isCaughtUp()) {
            file.rest();
        } else {
            file.lookAt(file.unchangedSince() + quietNanos);
        }
    }

    private void isElsewhere(TailedFile file) {
        file.rest();
        file.longLine(null);
        rescanSoon.run();
    }

    private void failed(TailedFile file, IOException e) {
        if (file.failed(nanoTime.getAsLong())) {
            LOG.warn(
                    "{} cannot be read ({}). It is tried again from time to time; everything else goes on.",
                    file,
                    LogText.of(e));
        }
    }

    private void publish(TailedFile file, LineChunk chunk, Batch batch) {
        if (file.progress() == null && !chunk.lines().isEmpty()) {
            // Not before: a slot that no record stores would be a gap, and a restart finds nothing behind many gaps.
            file.begun(progress.begin(file.feed(), file.shard(), file.identity()));
        }
        for (LineChunk.Line line : chunk.lines()) {
            long fullSize = line.fullSize() < 0 ? RawEvent.NONE : line.fullSize();
            batch.add(
                    new RawEvent(
                            file.place().directory().topic(),
                            file.key(),
                            line.offset(),
                            RawEvent.NONE,
                            fullSize,
                            line.value()),
                    file.progress().cell());
        }
        file.advance(chunk.position(), chunk.isCut());
        file.longLine(chunk.longLine());
    }
}
