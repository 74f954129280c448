package dev.wherry.s3;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.batch.BatchOptions;
import dev.wherry.connect.batch.PollLoop;
import dev.wherry.connect.progress.StoredOffsets;
import dev.wherry.s3.feed.FeedReader;
import dev.wherry.s3.feed.S3Feed;
import dev.wherry.s3.read.Fetcher;
import dev.wherry.s3.read.ObjectReading;
import dev.wherry.s3.store.ObjectStore;
import dev.wherry.s3.store.StoredObject;
import dev.wherry.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The feeds of one task: listed, read, published, committed, disposed of. */
final class S3Pipeline implements AutoCloseable, PollLoop.Steps<StoredObject> {
    private final S3Metrics metrics;
    private final PollLoop<StoredObject> loop;
    private final List<FeedReader> feeds = new ArrayList<>();
    private final List<ObjectStore> stores = new ArrayList<>();
    private final List<ExecutorService> executors = new ArrayList<>();

    S3Pipeline(S3FeedOptions options, S3SourceTask.Parts parts, OffsetStorageReader offsets, S3Metrics metrics) {
        this.metrics = metrics;
        PollLoop.Limits limits = new PollLoop.Limits(
                options.getInt(BatchOptions.BATCH_MAX_RECORDS),
                options.getInt(BatchOptions.BATCH_MAX_BYTES),
                parts.idleWait());
        this.loop = new PollLoop<>(limits, parts.nanoTime(), this);
        StoredOffsets stored = new StoredOffsets(offsets);
        for (S3Feed feed : options.feeds()) {
            ObjectStore store = parts.stores().apply(feed.store());
            stores.add(store);
            ExecutorService executor = parts.executors().apply(feed.parallel());
            executors.add(executor);
            ObjectReading.Target target = new ObjectReading.Target(
                    feed.name(),
                    Topics.raw(feed.name()),
                    feed.documentReceipts(),
                    options.getInt(BatchOptions.EVENT_MAX_BYTES),
                    store,
                    new Fetcher(executor, metrics.requests(), loop::wake));
            feeds.add(new FeedReader(feed, target, stored, parts.clock(), new Random(), metrics::failed));
        }
    }

    /** Returns the next records, or null if there are none. Blocks only briefly. */
    synchronized List<SourceRecord> poll() throws InterruptedException {
        return loop.poll();
    }

    @Override
    public void committed(Batch<StoredObject> batch) {
        metrics.committed(batch.size(), batch.bytes());
        feeds.forEach(FeedReader::committed);
    }

    @Override
    public int feeds() {
        return feeds.size();
    }

    @Override
    public void publish(int feed, Batch<StoredObject> batch, BooleanSupplier timeIsUp, long now) {
        feeds.get(feed).publish(batch, timeIsUp, now);
    }

    @Override
    public long filled(Batch<StoredObject> batch, long now) {
        metrics.update(feeds, batch);
        return now + PollLoop.NOTHING_DUE;
    }

    void acknowledge() {
        loop.acknowledge();
    }

    @Override
    public void close() {
        executors.forEach(ExecutorService::shutdownNow);
        synchronized (this) {
            feeds.forEach(FeedReader::close);
            stores.forEach(ObjectStore::close);
        }
    }
}
