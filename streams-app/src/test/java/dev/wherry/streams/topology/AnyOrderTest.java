package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random events with ties, copies, stale copies under later times and bad ones, in random orders. The seed is the test's name. */
@DisplayName("Whatever the order")
class AnyOrderTest {
    private static final int KEYS = 6;
    private static final int EVENTS = 60;
    private static final int ORDERS = 4;

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "the state is the same and the books balance, seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void stateIsTheSameAndBooksBalance(long seed) throws Exception {
        Random random = new Random(seed);
        List<RawEvent> events = events(random);

        List<Map<String, String>> states = new ArrayList<>();
        List<Long> accounted = new ArrayList<>();
        for (int order = 0; order < ORDERS; order++) {
            Collections.shuffle(events, random);
            run(events, Files.createDirectories(directory.resolve("" + order)), states, accounted);
        }

        assertEquals(Collections.nCopies(ORDERS, states.get(0)), states);
        assertEquals(Collections.nCopies(ORDERS, (long) events.size()), accounted);
        assertEquals(Reference.stateOf(events), states.get(0));
    }

    private static void run(
            List<RawEvent> events, Path directory, List<Map<String, String>> states, List<Long> accounted) {
        try (TestPipeline pipeline = new TestPipeline(directory)) {
            events.forEach(pipeline::send);
            states.add(shown(pipeline));
            accounted.add(pipeline.ledger().values().stream()
                    .flatMap(counts -> counts.values().stream())
                    .mapToLong(count -> count)
                    .sum());
        }
    }

    /** Versions of three values, so that most events are tied; ids are unique, and copies come with earlier and later times. */
    private static List<RawEvent> events(Random random) {
        List<RawEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String key = random.nextBoolean()
                    ? "\"type\": \"reading\", \"sensor\": \"s" + random.nextInt(KEYS) + "\""
                    : "\"type\": \"device\", \"device\": " + random.nextInt(KEYS);
            String event = "{" + key + ", \"id\": \"e" + i + "\", \"n\": " + random.nextInt(3) + "}";
            events.add(ofRandomTime(random, i, event));
            while (random.nextInt(3) == 0) {
                events.add(ofRandomTime(random, i, event));
            }
            if (random.nextInt(10) == 0) {
                events.add(ofRandomTime(random, i, event.substring(0, event.length() / 2)));
            }
        }
        return events;
    }

    private static RawEvent ofRandomTime(Random random, int i, String event) {
        String file = "sensors/" + random.nextInt(4) + "/" + i + ".json";
        return random.nextInt(6) == 0
                ? new RawEvent(
                        "sensors", file, event.getBytes(UTF_8), Map.of("file", file, "offset", "" + random.nextInt(9)))
                : RawEvent.ofDocument("sensors", file, 1000 + random.nextInt(20), event);
    }

    private static Map<String, String> shown(TestPipeline pipeline) {
        Map<String, String> state = new TreeMap<>();
        for (String type : TestPipeline.types()) {
            pipeline.state(type).forEach((key, record) -> state.put(type + " " + key, shown(record)));
        }
        return state;
    }

    private static String shown(TestRecord<byte[], byte[]> record) {
        Map<String, String> headers = RawEvent.headersOf(record);
        headers.remove("version");
        return headers + " " + new String(record.value(), UTF_8);
    }
}
