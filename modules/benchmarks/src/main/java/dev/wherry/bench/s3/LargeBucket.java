package dev.wherry.bench.s3;

import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ConnectProcess;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.TopicArrivals;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;

/** A bucket of many keys that were written long ago, and the connector that lists it. */
final class LargeBucket {
    static final Metric MILLIS = new Metric("ms/pass", 0);
    static final Metric REQUESTS = new Metric("listing requests/pass", 0);
    static final Metric READS = new Metric("other requests/pass", 0);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final byte[] EVENT = "{\"id\": \"1\"}".getBytes(StandardCharsets.UTF_8);

    private final BenchStore store;
    private final Broker broker;
    private final ConnectProcess worker;
    private final S3Source source;

    private LargeBucket(BenchStore store, Broker broker, ConnectProcess worker, S3Source source) {
        this.store = store;
        this.broker = broker;
        this.worker = worker;
        this.source = source;
    }

    /** Starts the connector on the empty bucket, so that all that is older than its window counts as known. */
    static LargeBucket of(
            Path directory, int keys, String every, BenchStore store, Broker broker, ConnectProcess worker)
            throws Exception {
        S3Source source = S3Source.start(directory, every, store, broker, worker);
        LargeBucket bucket = new LargeBucket(store, broker, worker, source);
        TopicArrivals arrivals = TopicArrivals.at(broker, S3Source.TOPIC);
        store.bucket().put("events/000000000/first.json", EVENT);
        arrivals.awaitOffsets(1);
        bucket.awaitPass();
        Instant old = Instant.now().minus(Duration.ofDays(1));
        for (int i = 0; i < keys; i++) {
            store.bucket().put("events/%09d/event.json".formatted(i), "", old);
        }
        bucket.awaitPass();
        return bucket;
    }

    /** Waits for the end of a pass that begins after this call, and then for that of the next one. */
    private void awaitPass() throws Exception {
        long passes = source.passes();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> source.passes() >= passes + 2);
    }

    /** Measures the pass that finds one new object. */
    Sample pass(int round) throws Exception {
        long passes = source.passes();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> source.passes() > passes);
        long listings = store.listings();
        long reads = store.reads();
        TopicArrivals arrivals = TopicArrivals.at(broker, S3Source.TOPIC);
        Meter meter = Meter.begin(worker.jvm());
        store.bucket().put("events/500000000/new-%03d.json".formatted(round + 100), EVENT);
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> source.passes() > passes + 1);
        Sample sample = Sample.of(MILLIS, store.lastPassMillis())
                .with(REQUESTS, store.listings() - listings)
                .with(READS, store.reads() - reads);
        arrivals.awaitOffsets(1);
        arrivals.require(1, EVENT.length);
        return meter.costs(1, sample);
    }

    /** The requests that listing all keys takes at least. */
    double pages() {
        return Math.ceil(store.bucket().objects().size() / 1000.0);
    }
}
