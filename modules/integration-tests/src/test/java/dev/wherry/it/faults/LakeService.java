package dev.wherry.it.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.generator.Counts;
import dev.wherry.generator.TruthTable;
import dev.wherry.testing.s3.TestBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Puts objects with readings of sensors into the lake, under the prefixes of two days, with keys in no order of time. */
final class LakeService implements AutoCloseable {
    static final String BUCKET = "lake";
    private static final String FEED = "readings";
    private static final long INTERVAL_MS = 700;
    private static final int SENSORS = 500;
    private static final int MAX_EVENTS = 60;
    private static final double LATE = 0.2;

    private final TestBucket bucket;
    private final Random random;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final TreeMap<Long, List<String>> rows = new TreeMap<>();
    private long objects;
    private long events;
    private boolean paused;

    LakeService(TestBucket bucket, long seed) {
        this.bucket = bucket;
        random = new Random(seed);
        var unused = timer.scheduleWithFixedDelay(this::write, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    /** @param port of the store */
    static void writeFeedFile(Path contracts, int port) throws IOException {
        Files.writeString(contracts.resolve("feeds").resolve(FEED + ".yaml"), """
                feed: %1$s
                files: [{names: ["*.ndjson"], format: lines}]
                source:
                  s3:
                    bucket: %2$s
                    key: "%1$s/{day}/*.ndjson"
                    endpoint: "http://127.0.0.1:%3$d"
                    anonymous: true
                    finished: {then: move, move-to: done/}
                  days: {from: yesterday, to: today}
                  schedule: {every: 1s}
                """.formatted(FEED, BUCKET, port));
    }

    private synchronized void write() {
        if (paused) {
            return;
        }
        StringBuilder content = new StringBuilder();
        for (int i = random.nextInt(MAX_EVENTS); i >= 0; i--) {
            long sensor = random.nextInt(SENSORS);
            events++;
            content.append("{\"sensor\": %d, \"value\": %d}\n".formatted(sensor, events));
            rows.put(sensor, List.of(Long.toString(sensor), Long.toString(events)));
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        bucket.put(
                "%s/%s/%08x-%d.ndjson"
                        .formatted(
                                FEED,
                                random.nextDouble() < LATE ? today.minusDays(1) : today,
                                random.nextInt(),
                                objects++),
                content.toString().getBytes(UTF_8));
    }

    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        paused = false;
    }

    synchronized long written() {
        return events;
    }

    synchronized TruthTable truth() {
        return new TruthTable(FEED, List.of("sensor", "value"), rows, new Counts(events, 0, rows.size()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
