package dev.wherry.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the injected faults and their consequences. */
final class FaultStatistics {
    /** The counts of one fault. */
    static final class FaultCounts {
        private int injected;
        private long lost;
        private long duplicates;
        private Duration longest = Duration.ZERO;
        private int restarts;

        int injected() {
            return injected;
        }
    }

    private final Map<String, FaultCounts> countsByFault = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    /** @param faults the faults injected together; the consequences count for each of them */
    void add(List<Fault> faults, Duration recovery, List<String> failed, TruthComparison.Finding finding) {
        for (Fault fault : faults) {
            FaultCounts counts = countsByFault.computeIfAbsent(fault.name(), name -> new FaultCounts());
            counts.injected++;
            counts.lost += finding.lost();
            counts.duplicates += finding.duplicates();
            counts.longest = counts.longest.compareTo(recovery) < 0 ? recovery : counts.longest;
            counts.restarts += failed.size();
        }
        failures.addAll(failed);
    }

    int injected() {
        return countsByFault.values().stream().mapToInt(FaultCounts::injected).sum();
    }

    String markdown() {
        StringBuilder table =
                new StringBuilder("| fault | times | lost | twice | longest recovery | tasks restarted |\n");
        table.append("| --- | --- | --- | --- | --- | --- |\n");
        countsByFault.forEach((name, counts) -> table.append("| %s | %d | %d | %d | %.1f s | %d |%n"
                .formatted(
                        name,
                        counts.injected,
                        counts.lost,
                        counts.duplicates,
                        seconds(counts.longest),
                        counts.restarts)));
        return table.toString();
    }

    String json() {
        List<String> objects = new ArrayList<>();
        countsByFault.forEach((name, counts) -> objects.add(
                "{\"fault\": \"%s\", \"times\": %d, \"lost\": %d, \"twice\": %d, \"longest_recovery_s\": %.1f, \"tasks_restarted\": %d}"
                        .formatted(
                                name,
                                counts.injected,
                                counts.lost,
                                counts.duplicates,
                                seconds(counts.longest),
                                counts.restarts)));
        return "[\n  " + String.join(",\n  ", objects) + "\n]\n";
    }

    /** The distinct reasons for which Connect tasks failed. */
    List<String> failures() {
        return failures.stream()
                .map(trace -> trace.lines().findFirst().orElse(trace))
                .distinct()
                .toList();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
