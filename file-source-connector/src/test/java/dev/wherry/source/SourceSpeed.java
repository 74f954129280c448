package dev.wherry.source;

import dev.wherry.source.disk.LocalDisk;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Measures one task by itself: no worker, no broker, offsets in memory. Run by hand:
 * {@code SourceSpeed DIRECTORY FILES MEGABYTES [archive|delete|keep]}, with a directory on the file system to measure.
 */
final class SourceSpeed {
    private SourceSpeed() {}

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        int files = Integer.parseInt(args[1]);
        int megabytes = Integer.parseInt(args[2]);
        Map<String, String> config = new HashMap<>(Map.of(
                FileSourceConfig.FEEDS,
                "cards",
                FileSourceConfig.INBOX,
                directory.resolve("inbox").toString(),
                FileSourceConfig.ON_FINISH,
                args.length > 3 ? args[3] : "archive"));
        Path feed = Files.createDirectories(directory.resolve("inbox/cards"));
        for (int i = 0; i < files; i++) {
            Files.writeString(
                    feed.resolve(String.format("%08x-0000-4000-8000-%012d.json", i * 0x9e3779b9, i)), card(i));
        }
        measure("files", config);
        if (megabytes > 0) {
            writeLines(feed.resolve("cards.ndjson"), megabytes * 1_000_000L);
            measure("lines", config);
        }
    }

    private static String card(long number) {
        return String.format(Locale.ROOT, """
            {
              "metadata": {
                "type": "card",
                "event_at": "2023-05-01 12:00:00",
                "event_id": "00000000-0000-4000-8000-%012d"
              },
              "payload": {
                "id": %d,
                "user_id": 17,
                "created_by_name": "Somebody Or Other",
                "updated_at": "2023-05-01 12:00:00",
                "created_at": "2023-05-01 12:00:00",
                "active": true
              }
            }""", number, number);
    }

    private static void writeLines(Path file, long bytes) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            long written = 0;
            for (long i = 0; written < bytes; i++) {
                byte[] line = (card(i).replaceAll("\\n *", "") + "\n").getBytes(StandardCharsets.UTF_8);
                out.write(line);
                written += line.length;
            }
        }
    }

    private static void measure(String what, Map<String, String> config) {
        CountingWorker worker = new CountingWorker(config, new LocalDisk());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = System.nanoTime();
        long cpuBegun = threads.getCurrentThreadCpuTime();
        worker.drain();
        // On a shared machine the CPU's time says more than the clock's.
        double cpuMicros = (threads.getCurrentThreadCpuTime() - cpuBegun) / 1e3;
        double seconds = (System.nanoTime() - begun) / 1e9;
        worker.stop();
        System.out.printf(
                Locale.ROOT,
                "%s: %d records, %.0f MB in %.2f s: %.0f records/s, %.1f MB/s, %.2f CPU-µs a record; scan %d ms, longest poll %d ms, heap %d MB%n",
                what,
                worker.records(),
                worker.bytes() / 1e6,
                seconds,
                worker.records() / seconds,
                worker.bytes() / 1e6 / seconds,
                cpuMicros / worker.records(),
                worker.lastScanMillis(),
                worker.longestPollMillis(),
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1_000_000);
    }
}
