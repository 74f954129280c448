package dev.wherry.source;

import dev.wherry.split.IgnoredFiles;
import dev.wherry.split.IgnoredReason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.errors.ConnectException;

/** The metrics of a task. Other threads read them. */
final class SourceMetrics {
    /**
     * How long to wait for the metric names. Connect abandons a task that is slow to stop, for example because the
     * broker does not respond. That task keeps its metric names until it ends. This is longer than it waits for the
     * broker by default.
     */
    private static final Duration NAME_WAIT = Duration.ofSeconds(90);

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);

    private final AtomicLong filesPending = new AtomicLong();
    private final AtomicLong filesWaiting = new AtomicLong();
    private final AtomicLong filesUnreadable = new AtomicLong();
    private final AtomicLong filesUnremoved = new AtomicLong();
    private final AtomicLong pathsInaccessible = new AtomicLong();
    private final AtomicReference<String> problems = new AtomicReference<>("");
    private final AtomicReference<IgnoredFiles> ignored = new AtomicReference<>(new IgnoredFiles(List.of()));
    private final AtomicReference<List<String>> ignoredSentences = new AtomicReference<>(List.of());
    private final AtomicLong scans = new AtomicLong();
    private final AtomicLong lastScanMillis = new AtomicLong();
    private final AtomicLong documents = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    SourceMetrics(PluginMetrics registry) {
        add(
                registry,
                "files-pending",
                "Files that are not finished: queued, incomplete, unreadable, not committed, not yet archived or"
                        + " deleted, with unpublished lines, or finished within the quiet period. 0 once all files of the last scan are committed and"
                        + " archived or deleted; meaningless while scans-total is 0.",
                filesPending);
        add(registry, "files-waiting", "Pending files that are incomplete or unreadable.", filesWaiting);
        add(registry, "files-unreadable", "Pending files that cannot be read.", filesUnreadable);
        add(
                registry,
                "files-unremoved",
                "Published files that could not be archived or deleted yet. It is retried.",
                filesUnremoved);
        add(
                registry,
                "paths-inaccessible",
                "Directories that the last full scan could not list, and paths that it could not examine. Several tasks"
                        + " may count the same.",
                pathsInaccessible);
        add(
                registry,
                "problems",
                "Text: a line for each problem that paths-inaccessible, files-unreadable, files-unremoved or files-ignored"
                        + " counts, with its reason and remedy. Empty if there is none.",
                this::problems);
        add(
                registry,
                "files-ignored",
                "What the last full scan found that could hold events and is not read. Each is counted by one task.",
                () -> ignored.get().count());
        for (IgnoredReason reason : IgnoredReason.values()) {
            add(
                    registry,
                    "files-ignored-" + reason.label(),
                    "Of files-ignored: " + reason.description() + ".",
                    () -> ignored.get().count(reason));
        }
        add(registry, "scans-total", "Full scans of the inbox since the task started.", scans);
        add(registry, "last-scan-ms", "Duration of the last full scan of the inbox in milliseconds.", lastScanMillis);
        add(registry, "documents-total", "Documents committed since the task started.", documents);
        add(registry, "records-total", "Events committed since the task started.", records);
        add(registry, "bytes-total", "Bytes of events committed since the task started.", bytes);
    }

    private static void add(PluginMetrics registry, String name, String description, AtomicLong value) {
        add(registry, name, description, value::get);
    }

    private static <T> void add(PluginMetrics registry, String name, String description, Supplier<T> value) {
        Gauge<T> gauge = (config, now) -> value.get();
        MetricName metric = registry.metricName(name, description, new LinkedHashMap<>());
        long end = System.nanoTime() + NAME_WAIT.toNanos();
        while (!added(registry, metric, gauge, System.nanoTime() - end > 0 || isInterrupted())) {
            Utils.sleep(RETRY_INTERVAL.toMillis());
        }
    }

    /** Whether the worker is stopping. */
    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private static boolean added(PluginMetrics registry, MetricName metric, Gauge<?> gauge, boolean lastTry) {
        try {
            registry.addMetric(metric, gauge);
            return true;
        } catch (IllegalArgumentException nameInUse) {
            if (lastTry) {
                throw new ConnectException(
                        "The previous instance of this task, which Connect has abandoned, has not ended yet."
                                + " Restart this task; if that does not help, restart the worker.",
                        nameInUse);
            }
            return false;
        }
    }

    /** Call it before {@link #update}, so that a reader who sees a scan counted also sees its problems. */
    void problems(long inaccessiblePaths, long unremovedFiles, String text) {
        pathsInaccessible.set(inaccessiblePaths);
        filesUnremoved.set(unremovedFiles);
        problems.set(text);
    }

    /** Call it before {@link #update}. Nobody changes the given objects afterwards. */
    void ignored(IgnoredFiles files, List<String> sentences) {
        ignored.set(files);
        ignoredSentences.set(sentences);
    }

    private String problems() {
        return Stream.concat(Stream.of(problems.get()).filter(text -> !text.isEmpty()), ignoredSentences.get().stream())
                .collect(Collectors.joining("\n"));
    }

    /** Sets scans-total last, so that a reader who sees a scan counted also sees its result. */
    void update(long pending, long waiting, long unreadable, long lastScan, long scanCount) {
        filesPending.set(pending);
        filesWaiting.set(waiting);
        filesUnreadable.set(unreadable);
        lastScanMillis.set(lastScan);
        scans.set(scanCount);
    }

    void committed(long newDocuments, long newRecords, long newBytes) {
        documents.addAndGet(newDocuments);
        records.addAndGet(newRecords);
        bytes.addAndGet(newBytes);
    }
}
