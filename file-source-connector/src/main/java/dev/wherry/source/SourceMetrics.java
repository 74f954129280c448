package dev.wherry.source;

import dev.wherry.connect.metrics.TaskGauges;
import dev.wherry.split.IgnoredFiles;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.metrics.PluginMetrics;

/** The metrics of a task. Other threads read them. */
final class SourceMetrics {
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
        TaskGauges gauges = new TaskGauges(registry);
        gauges.add(
                "files-pending",
                "Files that are not finished: queued, incomplete, unreadable, not committed, not yet archived or"
                        + " deleted, with unpublished lines, or finished within the quiet period. 0 once all files of the last scan are committed and"
                        + " archived or deleted; meaningless while scans-total is 0.",
                filesPending);
        gauges.add("files-waiting", "Pending files that are incomplete or unreadable.", filesWaiting);
        gauges.add("files-unreadable", "Pending files that cannot be read.", filesUnreadable);
        gauges.add(
                "files-unremoved",
                "Published files that could not be archived or deleted yet. It is retried.",
                filesUnremoved);
        gauges.add(
                "paths-inaccessible",
                "Directories that the last full scan could not list, and paths that it could not examine. Several tasks"
                        + " may count the same.",
                pathsInaccessible);
        gauges.add(
                "problems",
                "Text: a line for each problem that paths-inaccessible, files-unreadable, files-unremoved or files-ignored"
                        + " counts, with its reason and remedy. Empty if there is none.",
                this::problems);
        gauges.addIgnored(
                "What the last full scan found that could hold events and is not read. Each is counted by one task.",
                ignored::get);
        gauges.add("scans-total", "Full scans of the inbox since the task started.", scans);
        gauges.add("last-scan-ms", "Duration of the last full scan of the inbox in milliseconds.", lastScanMillis);
        gauges.add("documents-total", "Documents committed since the task started.", documents);
        gauges.add("records-total", "Events committed since the task started.", records);
        gauges.add("bytes-total", "Bytes of events committed since the task started.", bytes);
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
