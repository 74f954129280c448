package dev.wherry.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.streams.topology.TestPipeline.Written;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards the number of records and bytes that are written to the brokers for each event. */
class WritesTest {
    private static final int EVENTS = 100;
    /** Version, origin and lengths, beyond the content of the raw record. */
    private static final int OVERHEAD_BYTES = 100;

    private static final String REPARTITION = "test-reading.from.sensors-repartition";
    private static final String CHANGELOG = "test-latest-reading-changelog";
    private static final String STATE = "state.reading";

    @TempDir
    private Path directory;

    private TestPipeline pipeline;
    private Written raw = Written.NOTHING;

    @BeforeEach
    void start() {
        pipeline = new TestPipeline(directory);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void writesAnAcceptedEventThreeTimes() {
        sendReadings(1);

        Map<String, Written> written = writtenForEvents();
        assertThat(written.keySet()).isEqualTo(Set.of(REPARTITION, CHANGELOG, STATE));
        written.values().forEach(this::assertOneRecordForEachEvent);
    }

    @Test
    void writesASupersededEventOnce() {
        sendReadings(2);
        writtenForEvents();

        sendReadings(1);

        Map<String, Written> written = writtenForEvents();
        assertThat(written.keySet()).isEqualTo(Set.of(REPARTITION));
        written.values().forEach(this::assertOneRecordForEachEvent);
    }

    @Test
    void writesAnInvalidEventOnce() {
        for (int i = 0; i < EVENTS; i++) {
            send(TestEvent.ofDocument("sensors", "sensors/%d.json".formatted(i), 1, "{\"type\": \"reading\"}"));
        }

        Map<String, Written> written = writtenForEvents();
        assertThat(written.keySet()).isEqualTo(Set.of("invalid.sensors"));
        assertThat(written.get("invalid.sensors").records()).isEqualTo(EVENTS);
    }

    @Test
    void writesAnEventOfAnEventTableOnce() {
        for (int i = 0; i < EVENTS; i++) {
            send(TestEvent.ofDocument(
                    "sensors",
                    "sensors/%08d.json".formatted(i),
                    1_700_000_000_123_456_789L,
                    "{\"type\": \"alarm\", \"alarm\": \"a%d\", \"more\": \"%s\"}".formatted(i, "x".repeat(250))));
        }

        Map<String, Written> written = writtenForEvents();
        assertThat(written.keySet()).isEqualTo(Set.of("events.alarm"));
        assertOneRecordForEachEvent(written.get("events.alarm"));
    }

    @Test
    void writesAnEventOfATypeWithAHistoryOnceMore() {
        for (int i = 0; i < EVENTS; i++) {
            send(TestEvent.ofDocument(
                    "sensors",
                    "sensors/%08d.json".formatted(i),
                    1_700_000_000_123_456_789L,
                    "{\"type\": \"visit\", \"id\": \"v%d\", \"place\": \"p%d\", \"n\": 1, \"more\": \"%s\"}"
                            .formatted(i, i, "x".repeat(250))));
        }

        Map<String, Written> written = writtenForEvents();
        assertThat(written.keySet())
                .isEqualTo(Set.of(
                        "test-visit.from.sensors-repartition",
                        "test-latest-visit-changelog",
                        "state.visit",
                        "events.visit"));
        written.values().forEach(this::assertOneRecordForEachEvent);
    }

    private void sendReadings(int n) {
        raw = Written.NOTHING;
        for (int i = 0; i < EVENTS; i++) {
            send(TestEvent.ofDocument(
                    "sensors",
                    "sensors/%08d-%d.json".formatted(i, n),
                    1_700_000_000_123_456_789L,
                    "{\"type\": \"reading\", \"id\": \"s%d-%d\", \"sensor\": \"s%d\", \"n\": %d, \"more\": \"%s\"}"
                            .formatted(i, n, i, n, "x".repeat(250))));
        }
    }

    private void send(TestEvent event) {
        raw = raw.plus(Written.of(event.record()));
        pipeline.send(event);
    }

    /** Excludes the ledger's changelogs, which get one record a commit: the test driver commits after each record. */
    private Map<String, Written> writtenForEvents() {
        Map<String, Written> written = pipeline.written();
        written.keySet().removeIf(topic -> topic.contains("-counts-"));
        return written;
    }

    private void assertOneRecordForEachEvent(Written written) {
        assertThat(written.records()).isEqualTo(EVENTS);
        assertThat(written.bytes())
                .as(written + " of " + raw)
                .isLessThanOrEqualTo(raw.bytes() + EVENTS * OVERHEAD_BYTES);
    }
}
