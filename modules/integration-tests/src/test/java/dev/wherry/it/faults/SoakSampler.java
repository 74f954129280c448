package dev.wherry.it.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Samples the resources of a running pipeline. */
final class SoakSampler implements AutoCloseable {
    private static final double MEGABYTE = 1 << 20;
    private static final TopicPartition OFFSETS_PARTITION = new TopicPartition("source-offsets", 0);

    private final TestCluster cluster;
    private final KafkaConsumer<String, byte[]> offsets;
    private final Map<String, Integer> sizes = new TreeMap<>();

    SoakSampler(TestCluster cluster) {
        this.cluster = cluster;
        offsets = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        offsets.assign(List.of(OFFSETS_PARTITION));
        offsets.seekToBeginning(List.of(OFFSETS_PARTITION));
    }

    SoakSample sample(Duration since, long events) throws IOException, InterruptedException {
        Map<String, SoakSample.ProcessSample> processes = new LinkedHashMap<>();
        for (ProcessComponent component : List.of(
                cluster.broker(),
                cluster.streams(),
                cluster.source().worker(),
                cluster.sink().worker())) {
            processes.put(component.name(), process(component.process().pid()));
        }
        readOffsets();
        return new SoakSample(
                since,
                events,
                processes,
                sizes.size(),
                sizes.values().stream().mapToLong(Integer::longValue).sum(),
                logMegabytes(),
                archivedFiles());
    }

    private static SoakSample.ProcessSample process(long pid) throws IOException, InterruptedException {
        double heap = liveHeap(pid);
        Path proc = Path.of("/proc", Long.toString(pid));
        List<String> status = Files.readAllLines(proc.resolve("status"));
        try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
            return new SoakSample.ProcessSample(
                    heap, number(status, "VmRSS:") / 1024.0, files.count(), number(status, "Threads:"));
        }
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Megabytes of live objects. The class histogram triggers a full collection; its last line is the total. */
    private static double liveHeap(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String[] lines =
                new String(process.getInputStream().readAllBytes()).strip().split("\n");
        process.waitFor();
        String[] total = lines[lines.length - 1].trim().split("\\s+");
        if (!total[0].equals("Total")) {
            throw new IOException("unexpected output of jcmd: " + lines[lines.length - 1]);
        }
        return Long.parseLong(total[2]) / MEGABYTE;
    }

    private void readOffsets() {
        long end = offsets.endOffsets(List.of(OFFSETS_PARTITION)).get(OFFSETS_PARTITION);
        while (offsets.position(OFFSETS_PARTITION) < end) {
            offsets.poll(Duration.ofMillis(100))
                    .forEach(record -> sizes.put(
                            record.key(),
                            record.key().length() + (record.value() == null ? 0 : record.value().length)));
        }
    }

    private Map<String, Double> logMegabytes() throws IOException {
        Map<String, Double> megabytes = new TreeMap<>();
        List.of("source offsets", "consumer offsets", "transactions", "raw", "rest")
                .forEach(name -> megabytes.put(name, 0.0));
        try (Stream<Path> topics = Files.list(cluster.disk().path().resolve("broker"))) {
            for (Path topic : topics.filter(Files::isDirectory).toList()) {
                megabytes.merge(name(topic.getFileName().toString()), size(topic), Double::sum);
            }
        }
        return megabytes;
    }

    private static String name(String topic) {
        if (topic.startsWith("source-offsets")) {
            return "source offsets";
        }
        if (topic.startsWith("__consumer_offsets")) {
            return "consumer offsets";
        }
        if (topic.startsWith("__transaction_state")) {
            return "transactions";
        }
        return topic.startsWith("raw.") ? "raw" : "rest";
    }

    private static double size(Path topic) throws IOException {
        double bytes = 0;
        try (Stream<Path> files = Files.list(topic)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".log")).toList()) {
                try {
                    bytes += Files.size(file);
                } catch (NoSuchFileException deleted) {
                    continue;
                }
            }
        }
        return bytes / MEGABYTE;
    }

    private long archivedFiles() throws IOException {
        long files = 0;
        for (String feed : cluster.catalog().feeds()) {
            Path directory = cluster.archive().resolve(feed);
            if (Files.isDirectory(directory)) {
                try (Stream<Path> names = Files.list(directory)) {
                    files += names.count();
                }
            }
        }
        return files;
    }

    @Override
    public void close() {
        offsets.close();
    }
}
