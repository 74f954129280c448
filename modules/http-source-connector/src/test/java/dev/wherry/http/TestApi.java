package dev.wherry.http;

import dev.wherry.http.client.ApiClient;
import dev.wherry.http.client.JdkApiClient;
import dev.wherry.http.page.PageReader.ReadAhead;
import dev.wherry.testing.connect.DirectExecutor;
import dev.wherry.testing.connect.FakeOffsets;
import dev.wherry.testing.connect.PublishedFiles;
import dev.wherry.testing.connect.PublishedRecord;
import dev.wherry.testing.http.TestApiServer;
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

/** A server and everything else that outlives a task. Only a test advances the worker's clock. */
final class TestApi implements AutoCloseable {
    static final Instant START = Instant.parse("2019-04-08T12:00:00Z");

    final TestApiServer server;
    final List<PublishedRecord> published = new ArrayList<>();
    final PublishedFiles files = new PublishedFiles();
    final Map<String, String> config = new HashMap<>();
    FakeOffsets offsets = new FakeOffsets();
    volatile Instant now = START;

    TestApi() throws IOException {
        this(new TestApiServer());
    }

    TestApi(TestApiServer server) {
        this.server = server;
        config.put(HttpSourceConfig.FEEDS, "payments");
        set(HttpSourceConfig.URL, server.url() + "/data");
        set("items", "/data");
    }

    /** Sets an option of the feed. */
    TestApi set(String option, String value) {
        config.put("feed.payments." + option, value);
        return this;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    FakeWorker start() {
        return start(UnaryOperator.identity());
    }

    /** Requests run on the task's thread. */
    FakeWorker start(UnaryOperator<ApiClient> decorator) {
        return start(decorator, threads -> new DirectExecutor(), new ReadAhead(1, 1 << 20), Duration.ZERO);
    }

    /** Requests run on threads. */
    FakeWorker startThreads(UnaryOperator<ApiClient> decorator, IntFunction<ExecutorService> executors) {
        return start(decorator, executors, new ReadAhead(3, 1 << 20), Duration.ofMillis(1));
    }

    private FakeWorker start(
            UnaryOperator<ApiClient> decorator,
            IntFunction<ExecutorService> executors,
            ReadAhead readAhead,
            Duration idleWait) {
        HttpSourceTask.Parts parts = new HttpSourceTask.Parts(
                (feed, home, clock) -> decorator.apply(new JdkApiClient(feed.client(), home, clock)),
                executors,
                readAhead,
                () -> Duration.between(START, now).toNanos(),
                new ApiClock(),
                idleWait);
        return new FakeWorker(config, parts, offsets, published, files);
    }

    /** As if the connector were new. */
    void forget() {
        offsets = new FakeOffsets();
        published.clear();
    }

    List<String> values() {
        return published.stream().map(PublishedRecord::value).toList();
    }

    private final class ApiClock extends Clock {
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
        server.close();
    }
}
