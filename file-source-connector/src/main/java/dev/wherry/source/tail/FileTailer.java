package dev.wherry.source.tail;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.text.LogText;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.InodeStat;
import dev.wherry.source.progress.Progress;
import dev.wherry.source.progress.TailedFileProgress;
import dev.wherry.split.Chunk;
import dev.wherry.split.Content;
import dev.wherry.split.Limits;
import dev.wherry.split.SplitPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the next events of a file, after verifying that it still has the content that was published. */
public final class FileTailer {
    private static final Logger LOG = LoggerFactory.getLogger(FileTailer.class);

    private final Disk disk;
    private final Progress progress;
    private final FilePublication publication;
    private final FileContents contents;
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
        this.publication = new FilePublication(progress);
        this.contents = new FileContents(disk, maxEventBytes);
        this.quietNanos = quietPeriod.toNanos();
        this.nanoTime = nanoTime;
        this.rescanSoon = rescanSoon;
    }

    /** Publishes the next events of a file, within limits. */
    void publish(TailedFile file, Batch<FoundFile> batch, long events, long bytes, BooleanSupplier timeIsUp) {
        try {
            try {
                readAndPublish(file, batch, events, bytes, timeIsUp);
                file.schedule().readSucceeded();
            } catch (NoSuchFileException e) {
                fileMoved(file);
            }
        } catch (IOException e) {
            readFailed(file, e);
        }
    }

    private void readAndPublish(
            TailedFile file, Batch<FoundFile> batch, long events, long bytes, BooleanSupplier timeIsUp)
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
        FirstLine firstLine = firstLine(path);
        PlainContent plain = new PlainContent(disk, path);
        Content content = file.kind().isCompressed() ? contents.decompressed(file) : plain;
        String rewritten = rewritten(file, before.stat(), firstLine, plain);
        if (rewritten != null) {
            if (!isSameFile(file, disk.statWithInode(path))) {
                fileMoved(file);
                return;
            }
            LOG.warn("{} {}; reading it from the start", file, rewritten);
            restart(file);
        }
        if (!isKnown(file, firstLine)) {
            boolean settled = firstLine.complete() || quiet || contents.isComplete(file, content);
            if (before.stat().size() == 0 || !settled || !identify(file, firstLine, before.stat(), plain)) {
                waitForMore(file);
                return;
            }
        }
        Chunk chunk = contents.splitter(file).read(content, file.cursor(), new Limits(events, bytes, quiet, timeIsUp));
        long tail = tailHash(file, chunk.cursor().position().offset(), plain);
        InodeStat after = disk.statWithInode(path);
        boolean untouched = after.equals(before);
        if (!untouched && !isConsistent(file, path, firstLine, chunk, after, quiet)) {
            // The bytes read may mix two contents; the next read starts over.
            file.closeContent();
            file.readFrom(contents.splitter(file).start(file.cursor().position()));
            return;
        }
        publication.add(file, chunk, tail, batch);
        file.observe(after.stat(), now);
        if (untouched && chunk.isAtEnd()) {
            if (chunk.isComplete() || (!chunk.hasRest() && content.fault() == null)) {
                file.caughtUp(chunk.isComplete());
            }
            waitForMore(file);
        }
    }

    private static boolean isSameFile(TailedFile file, InodeStat found) {
        return found.inode() == file.inode() && found.stat().isRegular();
    }

    /** Whether a file that was written to while it was read only grew, so that the chunk is valid. */
    private boolean isConsistent(
            TailedFile file, Path path, FirstLine firstLine, Chunk chunk, InodeStat after, boolean withTail)
            throws IOException {
        boolean tailRead = withTail && chunk.isAtEnd();
        return isSameFile(file, after)
                && (file.kind().isCompressed() || after.stat().size() >= chunk.readTo())
                && !tailRead
                && firstLine(path).hash() == firstLine.hash();
    }

    private FirstLine firstLine(Path path) throws IOException {
        int count = disk.read(path, 0, ByteBuffer.wrap(head));
        return FirstLine.of(head, count);
    }

    private static boolean isKnown(TailedFile file, FirstLine firstLine) {
        return file.firstLine() != null && file.firstLine().hash() == firstLine.hash();
    }

    /**
     * What shows that the published content is no longer in the file; null if nothing does. A compressed file is not
     * followed, so its first bytes identify it well enough.
     */
    private static String rewritten(TailedFile file, FileStat stat, FirstLine firstLine, PlainContent content)
            throws IOException {
        long position = file.position();
        if (position == 0 || file.kind().isCompressed()) {
            return null;
        }
        if (stat.size() < position) {
            return "was truncated below its published position";
        }
        boolean sameTail = file.progress() == null
                || content.tailHash(file.progress().stored().position().offset())
                        == file.progress().stored().tail();
        if (isKnown(file, firstLine) && sameTail) {
            return null;
        }
        return "was rewritten: the content before its published position, byte " + position + ", has changed";
    }

    /** The hash of the bytes before the position of what was read. Unless it moved, it has just been compared. */
    private static long tailHash(TailedFile file, long position, PlainContent content) throws IOException {
        if (file.kind().isCompressed()) {
            return 0;
        }
        TailedFileProgress progress = file.progress();
        return progress != null && progress.stored().position().offset() == position
                ? progress.stored().tail()
                : content.tailHash(position);
    }

    private void restart(TailedFile file) throws IOException {
        file.closeContent();
        publication.restart(file, file.identity());
        file.readFrom(contents.splitter(file).start(SplitPosition.START));
    }

    /** Finds what is published of the file. Returns false if it is not to be read. */
    private boolean identify(TailedFile file, FirstLine firstLine, FileStat stat, PlainContent content)
            throws IOException {
        String identity = firstLine.identity(file.inode());
        SplitPosition position = SplitPosition.START;
        if (file.progress() == null) {
            Optional<TailedFileProgress> stored = progress.resume(file.feed(), file.shard(), identity);
            if (stored.isEmpty() && file.location().kind().isEmpty()) {
                file.markUnrelated();
                return false;
            }
            file.publishingStarted(stored.orElse(null));
            position = stored.map(found -> found.stored().position()).orElse(position);
        } else {
            publication.restart(file, identity);
        }
        file.identified(firstLine, contents.splitter(file).start(position));
        String rewritten = rewritten(file, stat, firstLine, content);
        if (rewritten != null) {
            LOG.warn("{} {}; reading it from the start", file, rewritten);
            restart(file);
        }
        return true;
    }

    /** Waits until the file changes, or until the quiet period completes its last event. */
    private void waitForMore(TailedFile file) throws IOException {
        if (file.isCaughtUp()) {
            file.closeContent();
            file.schedule().becomeIdle();
        } else {
            file.schedule().readAt(file.unchangedSince() + quietNanos);
        }
    }

    private void fileMoved(TailedFile file) throws IOException {
        file.closeContent();
        file.schedule().becomeIdle();
        if (file.cursor() != null) {
            file.readFrom(contents.splitter(file).start(file.cursor().position()));
        }
        rescanSoon.run();
    }

    private void readFailed(TailedFile file, IOException e) {
        if (file.schedule().readFailed(file.location().path(), nanoTime.getAsLong(), e)) {
            LOG.warn("Cannot read {} ({}). It is retried; other files are not affected.", file, LogText.of(e));
        }
    }
}
