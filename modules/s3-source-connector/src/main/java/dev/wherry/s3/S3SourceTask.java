package dev.wherry.s3;

import dev.wherry.connect.config.Version;
import dev.wherry.s3.store.ObjectStore;
import dev.wherry.s3.store.S3ObjectStore;
import dev.wherry.s3.store.StoreConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** The Connect task. It delegates to an {@link S3Pipeline}. */
public final class S3SourceTask extends SourceTask {
    private final Parts parts;
    private volatile S3Pipeline pipeline;

    /**
     * What a test replaces.
     *
     * @param executors by the number of threads
     */
    record Parts(
            Function<StoreConfig, ObjectStore> stores,
            IntFunction<ExecutorService> executors,
            LongSupplier nanoTime,
            Clock clock,
            Duration idleWait) {}

    public S3SourceTask() {
        this(new Parts(
                S3ObjectStore::new,
                S3SourceTask::threads,
                System::nanoTime,
                Clock.systemUTC(),
                Duration.ofMillis(100)));
    }

    S3SourceTask(Parts parts) {
        this.parts = parts;
    }

    private static ExecutorService threads(int count) {
        return Executors.newFixedThreadPool(count, run -> {
            Thread thread = new Thread(run, "wherry-s3");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String version() {
        return Version.TEXT;
    }

    @Override
    public void start(Map<String, String> properties) {
        S3FeedOptions options = new S3FeedOptions(properties);
        S3Metrics metrics = new S3Metrics(context.pluginMetrics(), parts.clock());
        pipeline = new S3Pipeline(options, parts, context.offsetStorageReader(), metrics);
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        return pipeline.poll();
    }

    /** With exactly-once support: called after the commit, before the next poll. Without: on the producer's thread. */
    @Override
    public void commitRecord(SourceRecord record, RecordMetadata metadata) {
        pipeline.acknowledge();
    }

    @Override
    public void stop() {
        S3Pipeline opened = pipeline;
        if (opened != null) {
            opened.close();
        }
    }
}
