package dev.wherry.http;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.metrics.TaskGauges;
import dev.wherry.http.client.FetchException;
import dev.wherry.http.client.FetchException.Kind;
import dev.wherry.http.feed.FeedReader;
import dev.wherry.split.IgnoredFiles;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.common.metrics.PluginMetrics;

/** The metrics of a task. Other threads read them. */
final class HttpMetrics {
    private final Clock clock;
    private final AtomicLong filesPending = new AtomicLong();
    private final AtomicLong filesWaiting = new AtomicLong();
    private final AtomicLong filesUnreadable = new AtomicLong();
    private final AtomicReference<String> problems = new AtomicReference<>("");
    private final AtomicLong rounds = new AtomicLong();
    private final AtomicLong oldest = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final Map<Kind, AtomicLong> errors = new EnumMap<>(Kind.class);

    HttpMetrics(PluginMetrics registry, Clock clock) {
        this.clock = clock;
        TaskGauges gauges = new TaskGauges(registry);
        gauges.add(
                "files-pending",
                "Days, values or feeds that are due and not read to their last pages, or not committed, and days that"
                        + " are waited for. 0 once all are; meaningless while scans-total is 0.",
                filesPending);
        gauges.add("files-waiting", "Days without an item for which that is not expected.", filesWaiting);
        gauges.add("files-unreadable", "Days, values or feeds that cannot be read just now.", filesUnreadable);
        gauges.add("files-unremoved", "Always 0.", new AtomicLong());
        gauges.add("paths-inaccessible", "Always 0.", new AtomicLong());
        gauges.add(
                "problems",
                "Text: a line for each problem that files-waiting or files-unreadable counts, with its reason and"
                        + " remedy. Empty if there is none.",
                problems::get);
        IgnoredFiles none = new IgnoredFiles(List.of());
        gauges.addIgnored("Always 0.", () -> none);
        gauges.add("scans-total", "Passes over all that is due, of the feed with the fewest.", rounds);
        gauges.add("documents-total", "Always 0.", new AtomicLong());
        gauges.add("records-total", "Events committed since the task started.", records);
        gauges.add("bytes-total", "Bytes of events committed since the task started.", bytes);
        gauges.add("requests-total", "Requests for pages since the task started.", requests);
        gauges.add("retries-total", "Requests that were tried again as the feed says.", retries);
        for (Kind kind : Kind.values()) {
            AtomicLong count = new AtomicLong();
            errors.put(kind, count);
            gauges.add("errors-" + kind.label(), "Failed requests: " + kind.sentence() + ".", count);
        }
        gauges.add(
                "lag-ms",
                "For how long the oldest has been due that is not read to its last page, in milliseconds; 0 if all are.",
                this::lag);
    }

    private long lag() {
        long since = oldest.get();
        return since == Long.MAX_VALUE ? 0 : Math.max(0, clock.millis() - since);
    }

    AtomicLong requests() {
        return requests;
    }

    void failed(FetchException failure, boolean retried) {
        errors.get(failure.kind()).incrementAndGet();
        if (retried) {
            retries.incrementAndGet();
        }
    }

    void committed(long newRecords, long newBytes) {
        records.addAndGet(newRecords);
        bytes.addAndGet(newBytes);
    }

    /** Sets scans-total last, so that a reader who sees a pass counted also sees its result. */
    void update(List<FeedReader> feeds, Batch<?> batch) {
        problems.set(feeds.stream().flatMap(feed -> feed.problems().stream()).collect(Collectors.joining("\n")));
        filesWaiting.set(feeds.stream().mapToLong(FeedReader::missingDays).sum());
        filesUnreadable.set(feeds.stream().mapToLong(FeedReader::failing).sum());
        oldest.set(feeds.stream().mapToLong(FeedReader::oldest).min().orElse(Long.MAX_VALUE));
        filesPending.set(feeds.stream().mapToLong(FeedReader::pending).sum() + (batch.isEmpty() ? 0 : 1));
        rounds.set(feeds.stream().mapToLong(FeedReader::rounds).min().orElse(0));
    }
}
