package dev.wherry.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects of several blocks, which threads load from a slow store while the task goes on. */
class LargeObjectsTest {
    private static final int BYTES = 30_000_000;
    private static final int BLOCK_BYTES = 4 * 1024 * 1024;
    private static final int MOST_TURNS = 5_000;

    private TestLake lake;
    private SlowStore store;

    @BeforeEach
    void open() throws IOException {
        lake = new TestLake();
    }

    @AfterEach
    void close() throws IOException {
        lake.close();
    }

    @ParameterizedTest
    @CsvSource({
        "a.ndjson, 1000, 20",
        "a.ndjson, 700000, 20",
        "a.ndjson.gz, 1000, 0",
        "a.ndjson.gz, 1000, 20",
        "a.ndjson.gz, 700000, 20",
    })
    void everyEventIsPublishedOnceInOrder(String key, int sizeInTheSecondHalf, int turnsARead) throws IOException {
        List<String> events = events(1, sizeInTheSecondHalf);
        byte[] content = content(key, events);
        lake.bucket().put(key, content);
        FakeWorker worker = start(turnsARead);

        runUntil(worker, Duration.ZERO, () -> isDone(worker));

        assertThat(lake.values().equals(events)).isTrue();
        assertThat(lake.files.sentences()).containsExactly(key + " " + events.size() + " finished");
        lake.files.requireTrue();
        assertThat(lake.server.requests())
                .as("each block is loaded once")
                .filteredOn(request -> request.path().endsWith(key))
                .extracting(request -> request.headers().get("range"))
                .hasSize((content.length + BLOCK_BYTES - 1) / BLOCK_BYTES);
        worker.stop();
    }

    @ParameterizedTest
    @CsvSource({"a.ndjson, 20", "a.ndjson.gz, 0", "a.ndjson.gz, 20"})
    void anObjectThatIsReplacedWhileItIsReadEndsAndTheNewOneIsRead(String key, int turnsARead) throws IOException {
        List<String> old = events(1, 1_000);
        List<String> replacement = events(2, 1_000);
        lake.bucket().put(key, content(key, old));
        FakeWorker worker = start(turnsARead);
        runUntil(worker, Duration.ZERO, () -> !lake.published.isEmpty());

        lake.advance(Duration.ofSeconds(1));
        lake.bucket().put(key, content(key, replacement));
        runUntil(worker, Duration.ofSeconds(1), () -> isDone(worker));

        List<String> values = lake.values();
        int read = values.size() - replacement.size();
        assertThat(read).isBetween(1, old.size() - 1);
        assertThat(values.subList(0, read).equals(old.subList(0, read))).isTrue();
        assertThat(values.subList(read, values.size()).equals(replacement)).isTrue();
        assertThat(lake.files.sentences())
                .containsExactlyInAnyOrder(
                        key + " " + read + " rewritten", key + " " + replacement.size() + " finished");
        lake.files.requireTrue();
        worker.stop();
    }

    private FakeWorker start(int turnsARead) {
        return lake.startThreads(
                client -> {
                    store = new SlowStore(client, turnsARead);
                    return store;
                },
                Executors::newFixedThreadPool);
    }

    /** The clock advances by some time a turn. */
    private void runUntil(FakeWorker worker, Duration aTurn, BooleanSupplier done) {
        for (int turn = 0; !done.getAsBoolean(); turn++) {
            assertThat(turn)
                    .as(() -> lake.published.size() + " events, " + worker.metric("requests-total") + " requests")
                    .isLessThan(MOST_TURNS);
            store.turn();
            worker.turn();
            lake.advance(aTurn);
        }
    }

    private static boolean isDone(FakeWorker worker) {
        return worker.metric("scans-total") > 0 && worker.metric("files-pending") == 0;
    }

    /** Lines of 1,000 bytes, and in the second half of another size, that hardly compress. */
    private static List<String> events(int seed, int sizeInTheSecondHalf) {
        Random random = new Random(seed);
        List<String> events = new ArrayList<>();
        int size = 1_000;
        for (int bytes = 0; bytes < BYTES; bytes += size) {
            size = bytes < BYTES / 2 ? 1_000 : sizeInTheSecondHalf;
            byte[] noise = new byte[size - 9];
            random.nextBytes(noise);
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte) (' ' + (noise[i] & 0x3f));
            }
            events.add("%08d".formatted(events.size()) + new String(noise, UTF_8));
        }
        return events;
    }

    private static byte[] content(String key, List<String> events) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = key.endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes) {
            for (String event : events) {
                out.write((event + "\n").getBytes(UTF_8));
            }
        }
        assertThat(bytes.size()).isGreaterThan(2 * BLOCK_BYTES);
        return bytes.toByteArray();
    }
}
