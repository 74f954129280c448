package dev.wherry.source.tail;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.batch.RawEvent;
import dev.wherry.connect.progress.ClosedReading;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.progress.Progress;
import dev.wherry.source.progress.TailedFileProgress;
import dev.wherry.split.Chunk;
import dev.wherry.split.SplitEvent;

/** Publishes events of files that are read in parts, and that such files are finished, with their progress. */
record FilePublication(Progress progress) {
    /**
     * Adds the events of a chunk.
     *
     * @param tail a hash of the bytes before the chunk's end
     */
    void add(TailedFile file, Chunk chunk, long tail, Batch<FoundFile> batch) {
        if (!chunk.events().isEmpty()) {
            TailedFileProgress published = progressOf(file);
            byte[] reading = published.readingHeader(file.location());
            for (SplitEvent event : chunk.events()) {
                batch.add(
                        RawEvent.ofPart(file.feed().topic(), file.key(), event, chunk.formatHeader(), reading),
                        published.offset());
            }
            published.count(chunk.events());
        }
        file.advance(chunk.cursor(), tail, chunk.isTruncated() || chunk.cursor().isEnded());
    }

    /**
     * The file's progress, which begins with the first record that stores it. Not earlier: a slot that no record stores is
     * a gap, and a restart finds no slot after many gaps.
     */
    private TailedFileProgress progressOf(TailedFile file) {
        if (file.progress() == null) {
            file.publishingStarted(progress.begin(
                    file.feed(),
                    file.shard(),
                    file.identity(),
                    file.name(),
                    file.location().key()));
        }
        return file.progress();
    }

    /** Publishes that a file is read to its end, unless that is published. */
    void finish(TailedFile file, Batch<FoundFile> batch) {
        if (file.progress() == null) {
            // An empty file is not read, so its progress may not be known yet.
            progress.resume(file.feed(), file.shard(), file.identity()).ifPresent(file::publishingStarted);
        }
        TailedFileProgress published = progressOf(file);
        if (published.isReadingOpen()) {
            batch.add(new ClosedReading(published.finish(file.location()), published.offset()));
        }
    }

    /** The file is to be read from its start. */
    void restart(TailedFile file, String identity) {
        if (file.progress() != null) {
            progress.restart(
                    file.feed(),
                    file.shard(),
                    file.progress(),
                    identity,
                    file.name(),
                    file.location().key());
        }
    }
}
