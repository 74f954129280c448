package dev.wherry.it.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One sample of the resource usage.
 *
 * @param since time since the start
 * @param events events written so far
 * @param processes usage by process name
 * @param sourceOffsets number of keys in the source's offsets topic, each a record that compaction keeps
 * @param sourceOffsetBytes total size of their records
 * @param logs megabytes of logs on disk, by content
 * @param archived number of files in the archive
 */
record SoakSample(
        Duration since,
        long events,
        Map<String, ProcessSample> processes,
        long sourceOffsets,
        long sourceOffsetBytes,
        Map<String, Double> logs,
        long archived) {
    /** Heap and resident memory in megabytes, open files and threads as counts. */
    record ProcessSample(double liveHeap, double resident, long openFiles, long threads) {}

    /**
     * A measure that must stay flat.
     *
     * @param slack absolute growth that is always acceptable
     */
    record Measure(String name, double slack, Function<SoakSample, Double> value) {
        double valueOf(SoakSample sample) {
            return value.apply(sample);
        }
    }

    private static final List<String> PROCESSES = List.of("broker", "streams app", "source worker", "sink worker");
    private static final List<String> LOGS =
            List.of("source offsets", "consumer offsets", "transactions", "raw", "rest");

    static final List<Measure> BOUNDED = measures();

    private static List<Measure> measures() {
        List<Measure> measures = PROCESSES.stream()
                .flatMap(name -> List.of(
                        new Measure("live heap of the " + name + ", MB", 5, s -> s.processes.get(name).liveHeap),
                        new Measure("resident memory of the " + name + ", MB", 10, s -> s.processes.get(name).resident),
                        new Measure("open files of the " + name, 10, s -> (double) s.processes.get(name).openFiles),
                        new Measure("threads of the " + name, 5, s -> (double) s.processes.get(name).threads))
                        .stream())
                .collect(Collectors.toList());
        measures.add(new Measure("keys in the source offsets", 10, s -> (double) s.sourceOffsets));
        measures.add(new Measure("bytes in the source offsets", 2_000, s -> (double) s.sourceOffsetBytes));
        measures.add(new Measure("consumer offsets on disk, MB", 10, s -> s.logs.get("consumer offsets")));
        measures.add(new Measure("source offsets on disk, MB", 5, s -> s.logs.get("source offsets")));
        return List.copyOf(measures);
    }

    static String header() {
        String names = PROCESSES.stream()
                .map(name -> " " + name + ": heap, RSS, files, threads |")
                .collect(Collectors.joining());
        String logs = LOGS.stream().map(name -> " " + name + ", MB |").collect(Collectors.joining());
        return "| min | events |" + names + " source offsets: keys, bytes |" + logs + " archived |\n"
                + "| --- ".repeat(4 + PROCESSES.size() + LOGS.size()) + "|";
    }

    String row() {
        StringBuilder row = new StringBuilder("| %.0f | %d |".formatted(since.toSeconds() / 60.0, events));
        for (String name : PROCESSES) {
            ProcessSample process = processes.get(name);
            row.append(" %.1f, %.0f, %d, %d |"
                    .formatted(process.liveHeap, process.resident, process.openFiles, process.threads));
        }
        row.append(" %d, %d |".formatted(sourceOffsets, sourceOffsetBytes));
        LOGS.forEach(name -> row.append(" %.1f |".formatted(logs.get(name))));
        return row + " %d |".formatted(archived);
    }
}
