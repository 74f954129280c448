package dev.wherry.http;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.batch.BatchOptions;
import dev.wherry.connect.batch.PollLoop;
import dev.wherry.connect.progress.StoredOffsets;
import dev.wherry.http.client.ApiClient;
import dev.wherry.http.client.FetchException;
import dev.wherry.http.client.RateLimit;
import dev.wherry.http.feed.FeedReader;
import dev.wherry.http.feed.HttpFeed;
import dev.wherry.http.page.Page;
import dev.wherry.http.page.PageCutter;
import dev.wherry.http.page.PageReader;
import dev.wherry.http.request.PageSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The feeds of one task: requested, cut, published, committed. */
final class HttpPipeline implements AutoCloseable, PollLoop.Steps<Page> {
    private final HttpMetrics metrics;
    private final PollLoop<Page> loop;
    private final List<FeedReader> feeds = new ArrayList<>();
    private final List<ExecutorService> executors = new ArrayList<>();

    HttpPipeline(
            HttpFeedOptions options, HttpSourceTask.Parts parts, OffsetStorageReader offsets, HttpMetrics metrics) {
        this.metrics = metrics;
        PollLoop.Limits limits = new PollLoop.Limits(
                options.getInt(BatchOptions.BATCH_MAX_RECORDS),
                options.getInt(BatchOptions.BATCH_MAX_BYTES),
                parts.idleWait());
        this.loop = new PollLoop<>(limits, parts.nanoTime(), this);
        StoredOffsets stored = new StoredOffsets(offsets);
        int maxEventBytes = options.getInt(BatchOptions.EVENT_MAX_BYTES);
        for (HttpFeed feed : options.feeds()) {
            PageReader.Means means = means(feed, parts, maxEventBytes);
            feeds.add(new FeedReader(feed, means, stored, parts.clock(), new Random()));
        }
    }

    private PageReader.Means means(HttpFeed feed, HttpSourceTask.Parts parts, int maxEventBytes) {
        ExecutorService executor = parts.executors().apply(feed.parallel());
        executors.add(executor);
        ApiClient client = parts.clients().create(feed, feed.home(), parts.clock());
        PageSequence sequence = new PageSequence(feed.requests().next());
        return new PageReader.Means(
                client,
                () -> new PageCutter(feed.items(), maxEventBytes, sequence),
                feed.retries(),
                RateLimit.of(feed.rate()),
                parts.readAhead(),
                executor,
                parts.nanoTime(),
                new Random(),
                new Listener());
    }

    private final class Listener implements PageReader.Listener {
        @Override
        public void requested() {
            metrics.requests().incrementAndGet();
        }

        @Override
        public void failed(FetchException failure, boolean retried) {
            metrics.failed(failure, retried);
        }

        @Override
        public void wake() {
            loop.wake();
        }
    }

    /** Returns the next records, or null if there are none. Blocks only briefly. */
    synchronized List<SourceRecord> poll() throws InterruptedException {
        return loop.poll();
    }

    @Override
    public void committed(Batch<Page> batch) {
        metrics.committed(batch.size(), batch.bytes());
    }

    @Override
    public int feeds() {
        return feeds.size();
    }

    @Override
    public void publish(int feed, Batch<Page> batch, BooleanSupplier timeIsUp, long now) {
        feeds.get(feed).publish(batch, timeIsUp, now);
    }

    @Override
    public long filled(Batch<Page> batch, long now) {
        metrics.update(feeds, batch);
        return feeds.stream()
                .flatMapToLong(feed -> feed.due().stream())
                .reduce((one, other) -> one - other < 0 ? one : other)
                .orElse(now + PollLoop.NOTHING_DUE);
    }

    void acknowledge() {
        loop.acknowledge();
    }

    @Override
    public void close() {
        executors.forEach(ExecutorService::shutdownNow);
        synchronized (this) {
            feeds.forEach(FeedReader::close);
        }
    }
}
