package dev.wherry.pipeline;

import dev.wherry.embedded.TaskMetrics;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The metrics of the source tasks. */
final class SourceTaskMetrics {
    private final TaskMetrics tasks;

    SourceTaskMetrics(String connector) {
        tasks = TaskMetrics.of("plugins", connector);
    }

    /** The number of documents published since the tasks started, over all tasks. */
    long documents() {
        return sum("documents-total");
    }

    /** The number of files found but not yet published and disposed of, over all tasks. */
    long filesPending() {
        return sum("files-pending");
    }

    /** The number of files that could hold events and are not read, over all tasks. */
    long filesIgnored() {
        return sum("files-ignored");
    }

    /** A sentence for each thing in the inbox or the archive that hinders the tasks or is ignored, with its remedy. */
    SortedSet<String> problems() {
        SortedSet<String> problems = new TreeSet<>(); // tasks may report the same directory
        for (Object lines : tasks.values("problems")) {
            lines.toString().lines().forEach(problems::add);
        }
        return problems;
    }

    /** The minimum number of completed inbox scans over all tasks; 0 until all tasks are running. */
    long scans(int expectedTasks) {
        List<Long> scans = numbers("scans-total");
        return scans.size() < expectedTasks
                ? 0
                : scans.stream().mapToLong(Long::longValue).min().orElse(0);
    }

    private long sum(String metric) {
        return numbers(metric).stream().mapToLong(Long::longValue).sum();
    }

    private List<Long> numbers(String metric) {
        return tasks.values(metric).stream()
                .filter(Number.class::isInstance)
                .map(value -> ((Number) value).longValue())
                .toList();
    }
}
