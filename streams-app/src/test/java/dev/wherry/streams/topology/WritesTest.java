package dev.wherry.streams.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.streams.topology.TestPipeline.Written;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often an event is written to the brokers, and with how many bytes, so that neither creeps up. */
class WritesTest {
    private static final int EVENTS = 100;
    /** Version, origin and lengths, beside what the raw record holds, too. */
    private static final int OWN_BYTES = 100;

    private static final String TO_ITS_TASK = "test-reading.from.sensors-repartition";
    private static final String TO_ITS_STORE = "test-latest-reading-changelog";
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
    void anAcceptedEventIsWrittenThreeTimes() {
        sendReadings(1);

        Map<String, Written> written = writtenOfEvents();
        assertEquals(Set.of(TO_ITS_TASK, TO_ITS_STORE, STATE), written.keySet());
        written.values().forEach(this::mustBeOncePerEvent);
    }

    @Test
    void aSupersededEventIsWrittenOnce() {
        sendReadings(2);
        writtenOfEvents();

        sendReadings(1);

        Map<String, Written> written = writtenOfEvents();
        assertEquals(Set.of(TO_ITS_TASK), written.keySet());
        written.values().forEach(this::mustBeOncePerEvent);
    }

    @Test
    void anInvalidEventIsWrittenOnce() {
        for (int i = 0; i < EVENTS; i++) {
            send(RawEvent.ofDocument("sensors", "sensors/%d.json".formatted(i), 1, "{\"type\": \"reading\"}"));
        }

        Map<String, Written> written = writtenOfEvents();
        assertEquals(Set.of("invalid.sensors"), written.keySet());
        assertEquals(EVENTS, written.get("invalid.sensors").records());
    }

    private void sendReadings(int n) {
        raw = Written.NOTHING;
        for (int i = 0; i < EVENTS; i++) {
            send(RawEvent.ofDocument(
                    "sensors",
                    "sensors/%08d-%d.json".formatted(i, n),
                    1_700_000_000_123_456_789L,
                    "{\"type\": \"reading\", \"id\": \"s%d-%d\", \"sensor\": \"s%d\", \"n\": %d, \"more\": \"%s\"}"
                            .formatted(i, n, i, n, "x".repeat(250))));
        }
    }

    private void send(RawEvent event) {
        raw = raw.plus(Written.of(event.record()));
        pipeline.send(event);
    }

    /** Without the ledger's, which are written once a commit; the driver commits after each record. */
    private Map<String, Written> writtenOfEvents() {
        Map<String, Written> written = pipeline.written();
        written.keySet().removeIf(topic -> topic.contains("-counts-"));
        return written;
    }

    private void mustBeOncePerEvent(Written written) {
        assertEquals(EVENTS, written.records());
        assertTrue(written.bytes() <= raw.bytes() + EVENTS * OWN_BYTES, written + " of " + raw);
    }
}
