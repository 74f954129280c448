package dev.wherry.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was injected, and what came of it. */
final class FaultStatistics {
    /** One kind of fault. */
    static final class Line {
        private int injected;
        private long lost;
        private long twice;
        private Duration longest = Duration.ZERO;
        private int restarts;

        int injected() {
            return injected;
        }
    }

    private final Map<String, Line> lines = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    /** @param faults what was injected together, of which any may be the cause of what came of it */
    void add(List<Fault> faults, Duration recovery, List<String> failed, TruthComparison.Finding finding) {
        for (Fault fault : faults) {
            Line line = lines.computeIfAbsent(fault.name(), name -> new Line());
            line.injected++;
            line.lost += finding.lost();
            line.twice += finding.twice();
            line.longest = line.longest.compareTo(recovery) < 0 ? recovery : line.longest;
            line.restarts += failed.size();
        }
        failures.addAll(failed);
    }

    int injected() {
        return lines.values().stream().mapToInt(Line::injected).sum();
    }

    String markdown() {
        StringBuilder table =
                new StringBuilder("| fault | times | lost | twice | longest recovery | tasks restarted |\n");
        table.append("| --- | --- | --- | --- | --- | --- |\n");
        lines.forEach((name, line) -> table.append("| %s | %d | %d | %d | %.1f s | %d |%n"
                .formatted(name, line.injected, line.lost, line.twice, seconds(line.longest), line.restarts)));
        return table.toString();
    }

    String json() {
        List<String> objects = new ArrayList<>();
        lines.forEach((name, line) -> objects.add(
                "{\"fault\": \"%s\", \"times\": %d, \"lost\": %d, \"twice\": %d, \"longest_recovery_s\": %.1f, \"tasks_restarted\": %d}"
                        .formatted(name, line.injected, line.lost, line.twice, seconds(line.longest), line.restarts)));
        return "[\n  " + String.join(",\n  ", objects) + "\n]\n";
    }

    /** Why Connect's tasks had failed, each reason once. */
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
