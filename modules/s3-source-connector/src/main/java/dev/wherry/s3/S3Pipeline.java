package dev.wherry.s3;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.progress.StoredOffsets;
import dev.wherry.s3.feed.FeedReader;
import dev.wherry.s3.feed.S3Feed;
import dev.wherry.s3.read.Fetcher;
import dev.wherry.s3.read.ObjectReading;
import dev.wherry.s3.store.ObjectStore;
import dev.wherry.s3.store.StoredObject;
import dev.wherry.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The feeds of one task: listed, read, published, committed, disposed of. */
final class S3Pipeline implements AutoCloseable {
    private static final Duration TIME_BUDGET = Duration.ofMillis(150);
    private static final Duration ACKNOWLEDGEMENT_WAIT = Duration.ofMillis(10);

    private final S3FeedOptions options;
    private final S3SourceTask.Parts parts;
    private final S3Metrics metrics;
    private final List<FeedReader> feeds = new ArrayList<>();
    private final List<ObjectStore> stores = new ArrayList<>();
    private final List<ExecutorService> executors = new ArrayList<>();
    private final Semaphore completed = new Semaphore(0);
    private int first;
    /** Only poll replaces it, but other threads acknowledge it. */
    private volatile Batch<StoredObject> batch = new Batch<>(0, 0);

    S3Pipeline(S3FeedOptions options, S3SourceTask.Parts parts, OffsetStorageReader offsets, S3Metrics metrics) {
        this.options = options;
        this.parts = parts;
        this.metrics = metrics;
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
                    options.getInt(S3SourceConfig.EVENT_MAX_BYTES),
                    store,
                    new Fetcher(executor, metrics.requests(), completed::release));
            feeds.add(new FeedReader(feed, target, stored, parts.clock(), new Random(), metrics::failed));
        }
    }

    /** Returns the next records, or null if there are none. Blocks only briefly. */
    synchronized List<SourceRecord> poll() throws InterruptedException {
        // Waits only without exactly-once support: in a transaction, the commit precedes the next poll.
        if (!batch.awaitAcknowledgement(ACKNOWLEDGEMENT_WAIT)) {
            return null;
        }
        commit();
        completed.drainPermits();
        batch = readBatch();
        metrics.update(feeds, batch);
        if (batch.isEmpty()) {
            completed.tryAcquire(parts.idleWait().toMillis(), TimeUnit.MILLISECONDS);
            return null;
        }
        return batch.records();
    }

    private void commit() {
        if (batch.markCommitted()) {
            metrics.committed(batch.size(), batch.bytes());
            feeds.forEach(FeedReader::committed);
        }
    }

    /** The feeds take turns in being the first. */
    private Batch<StoredObject> readBatch() {
        Batch<StoredObject> next = new Batch<>(
                options.getInt(S3SourceConfig.BATCH_MAX_RECORDS), options.getInt(S3SourceConfig.BATCH_MAX_BYTES));
        long start = parts.nanoTime().getAsLong();
        BooleanSupplier timeIsUp = () -> parts.nanoTime().getAsLong() - start >= TIME_BUDGET.toNanos();
        for (int i = 0; i < feeds.size(); i++) {
            feeds.get((first + i) % feeds.size()).publish(next, timeIsUp, start);
        }
        first++;
        return next;
    }

    void acknowledge() {
        batch.acknowledge();
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
