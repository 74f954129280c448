package dev.wherry.s3;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.metrics.TaskGauges;
import dev.wherry.s3.feed.FeedReader;
import dev.wherry.s3.store.StoreException;
import dev.wherry.s3.store.StoreException.Kind;
import dev.wherry.split.IgnoredFiles;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.metrics.PluginMetrics;

/** The metrics of a task. Other threads read them. */
final class S3Metrics {
    private final Clock clock;
    private final AtomicLong filesPending = new AtomicLong();
    private final AtomicLong filesWaiting = new AtomicLong();
    private final AtomicLong filesUnreadable = new AtomicLong();
    private final AtomicLong filesUnremoved = new AtomicLong();
    private final AtomicReference<String> problems = new AtomicReference<>("");
    private final AtomicReference<IgnoredFiles> ignored = new AtomicReference<>(new IgnoredFiles(List.of()));
    private final AtomicLong passes = new AtomicLong();
    private final AtomicLong oldest = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final Map<Kind, AtomicLong> errors = new EnumMap<>(Kind.class);

    S3Metrics(PluginMetrics registry, Clock clock) {
        this.clock = clock;
        TaskGauges gauges = new TaskGauges(registry);
        gauges.add(
                "files-pending",
                "Objects that are listed and not published, or not committed, tagged, moved or deleted, and days that are"
                        + " waited for. 0 once all objects of the last pass are done with; meaningless while scans-total is 0.",
                filesPending);
        gauges.add("files-waiting", "Days without an object for which that is not expected.", filesWaiting);
        gauges.add("files-unreadable", "Feeds that cannot read an object or a listing just now.", filesUnreadable);
        gauges.add("files-unremoved", "Published objects that cannot be tagged, moved or deleted.", filesUnremoved);
        gauges.add(
                "problems",
                "Text: a line for each problem that files-waiting, files-unreadable, files-unremoved or files-ignored"
                        + " counts, with its reason and remedy. Empty if there is none.",
                this::text);
        gauges.addIgnored(
                "Objects of the last passes whose keys match and whose names match no pattern.", ignored::get);
        gauges.add("scans-total", "Passes over all that is due, of the feed with the fewest.", passes);
        gauges.add("records-total", "Events committed since the task started.", records);
        gauges.add("bytes-total", "Bytes of events committed since the task started.", bytes);
        gauges.add("requests-total", "Requests since the task started; a few consist of two.", requests);
        gauges.add("retries-total", "Failures after which something was tried again.", retries);
        for (Kind kind : Kind.values()) {
            AtomicLong count = new AtomicLong();
            errors.put(kind, count);
            gauges.add("errors-" + kind.label(), "Failed requests: " + kind.sentence() + ".", count);
        }
        gauges.add(
                "lag-ms",
                "The age of the oldest object that is listed and not published, in milliseconds; 0 if there is none.",
                this::lag);
    }

    private String text() {
        return Stream.concat(
                        Stream.of(problems.get()).filter(text -> !text.isEmpty()),
                        ignored.get().sentences().values().stream())
                .collect(Collectors.joining("\n"));
    }

    private long lag() {
        long since = oldest.get();
        return since == Long.MAX_VALUE ? 0 : Math.max(0, clock.millis() - since);
    }

    AtomicLong requests() {
        return requests;
    }

    void failed(StoreException failure) {
        retries.incrementAndGet();
        errors.get(failure.kind()).incrementAndGet();
    }

    void committed(long newRecords, long newBytes) {
        records.addAndGet(newRecords);
        bytes.addAndGet(newBytes);
    }

    /** Sets scans-total last, so that a reader who sees a pass counted also sees its result. */
    void update(List<FeedReader> feeds, Batch<?> batch) {
        IgnoredFiles found = new IgnoredFiles(List.of());
        feeds.forEach(feed -> feed.addIgnored(found));
        ignored.set(found);
        problems.set(feeds.stream().flatMap(feed -> feed.problems().stream()).collect(Collectors.joining("\n")));
        filesWaiting.set(feeds.stream().mapToLong(FeedReader::missingDays).sum());
        filesUnreadable.set(feeds.stream().filter(FeedReader::isHindered).count());
        filesUnremoved.set(feeds.stream().mapToLong(FeedReader::undisposed).sum());
        oldest.set(feeds.stream().mapToLong(FeedReader::oldest).min().orElse(Long.MAX_VALUE));
        filesPending.set(feeds.stream().mapToLong(FeedReader::pending).sum() + (batch.isEmpty() ? 0 : 1));
        passes.set(feeds.stream().mapToLong(FeedReader::passes).min().orElse(0));
    }
}
