package dev.wherry.http;

import dev.wherry.connect.config.Version;
import dev.wherry.http.client.ApiClient;
import dev.wherry.http.client.JdkApiClient;
import dev.wherry.http.feed.HttpFeed;
import dev.wherry.http.page.PageReader.ReadAhead;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** The Connect task. It delegates to an {@link HttpPipeline}. */
public final class HttpSourceTask extends SourceTask {
    /** Of each scope that is read at the same time. */
    private static final ReadAhead READ_AHEAD = new ReadAhead(64, 4L * 1024 * 1024);

    private final Parts parts;
    private volatile HttpPipeline pipeline;

    /** Creates the client of a feed. */
    interface Clients {
        /** @param home an address of the feed */
        ApiClient create(HttpFeed feed, URI home, Clock clock);
    }

    /**
     * What a test replaces.
     *
     * @param executors by the number of threads
     */
    record Parts(
            Clients clients,
            IntFunction<ExecutorService> executors,
            ReadAhead readAhead,
            LongSupplier nanoTime,
            Clock clock,
            Duration idleWait) {}

    public HttpSourceTask() {
        this(new Parts(
                (feed, home, clock) -> new JdkApiClient(feed.client(), home, clock),
                HttpSourceTask::threads,
                READ_AHEAD,
                System::nanoTime,
                Clock.systemUTC(),
                Duration.ofMillis(100)));
    }

    HttpSourceTask(Parts parts) {
        this.parts = parts;
    }

    private static ExecutorService threads(int count) {
        return Executors.newFixedThreadPool(count, run -> {
            Thread thread = new Thread(run, "wherry-http");
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
        HttpFeedOptions options = new HttpFeedOptions(properties);
        HttpMetrics metrics = new HttpMetrics(context.pluginMetrics(), parts.clock());
        pipeline = new HttpPipeline(options, parts, context.offsetStorageReader(), metrics);
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
        HttpPipeline opened = pipeline;
        if (opened != null) {
            opened.close();
        }
    }
}
