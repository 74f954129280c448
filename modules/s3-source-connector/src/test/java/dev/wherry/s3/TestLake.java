package dev.wherry.s3;

import dev.wherry.s3.store.ObjectStore;
import dev.wherry.s3.store.S3ObjectStore;
import dev.wherry.s3.store.StoreConfig;
import dev.wherry.testing.connect.DirectExecutor;
import dev.wherry.testing.connect.FakeOffsets;
import dev.wherry.testing.connect.PublishedFiles;
import dev.wherry.testing.connect.PublishedRecord;
import dev.wherry.testing.s3.TestBucket;
import dev.wherry.testing.s3.TestS3Server;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** A bucket and everything else that outlives a task. The clocks of store and worker are one, which only a test advances. */
final class TestLake implements AutoCloseable {
    static final Instant START = Instant.parse("2019-04-08T12:00:00Z");

    final TestS3Server server = new TestS3Server("lake");
    FakeOffsets offsets = new FakeOffsets();
    final List<PublishedRecord> published = new ArrayList<>();
    final PublishedFiles files = new PublishedFiles();
    final Map<String, String> config = new HashMap<>();
    volatile Instant now = START;
    private final Map<StoreConfig, S3ObjectStore> clients = new HashMap<>();

    TestLake() throws IOException {
        server.bucket().clock(() -> now);
        config.put(S3SourceConfig.FEEDS, "cards");
        config.put(S3SourceConfig.BUCKET, "lake");
        config.put(S3SourceConfig.ENDPOINT, server.endpoint());
        config.put(S3SourceConfig.ANONYMOUS, "true");
        config.put(S3SourceConfig.FILES, """
                [{"names": ["*.json"], "format": "document"}, {"names": ["*.csv"], "format": "csv"},
                 {"names": ["*.array"], "format": "array"}, {"names": ["*.ndjson"], "format": "lines"}]
                """);
    }

    TestBucket bucket() {
        return server.bucket();
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    FakeWorker start() {
        return start(UnaryOperator.identity());
    }

    FakeWorker start(UnaryOperator<ObjectStore> decorator) {
        return start(decorator, threads -> new DirectExecutor(), Duration.ZERO);
    }

    /** Requests run on threads. */
    FakeWorker startThreads(UnaryOperator<ObjectStore> decorator, IntFunction<ExecutorService> executors) {
        return start(decorator, executors, Duration.ofMillis(1));
    }

    private FakeWorker start(
            UnaryOperator<ObjectStore> decorator, IntFunction<ExecutorService> executors, Duration idleWait) {
        S3SourceTask.Parts parts = new S3SourceTask.Parts(
                store -> decorator.apply(store(store)),
                executors,
                () -> Duration.between(START, now).toNanos(),
                new LakeClock(),
                idleWait);
        return new FakeWorker(config, parts, offsets, published, files);
    }

    /** One client for each bucket, because creating one takes longer than most tests. */
    private ObjectStore store(StoreConfig storeConfig) {
        S3ObjectStore client = clients.computeIfAbsent(storeConfig, S3ObjectStore::new);
        return new SteppingStore(client, () -> {});
    }

    /** As if the connector were new. */
    void offsetsForget() {
        offsets = new FakeOffsets();
    }

    List<String> values() {
        return published.stream().map(PublishedRecord::value).toList();
    }

    private final class LakeClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("no other zone is used");
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Override
    public void close() throws IOException {
        clients.values().forEach(S3ObjectStore::close);
        server.close();
    }
}
