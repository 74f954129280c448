package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Feeds random events with deletions, ties, copies, stale copies and invalid events in random orders. The seed is in the test's
 * name.
 */
class AnyOrderTest {
    private static final int KEYS = 6;
    private static final int EVENTS = 60;
    private static final int ORDERS = 4;

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void stateAndTotalsDoNotDependOnTheOrderOfArrival(long seed) throws Exception {
        Random random = new Random(seed);
        List<TestEvent> events = events(random);

        List<Map<String, String>> states = new ArrayList<>();
        List<Long> totals = new ArrayList<>();
        for (int order = 0; order < ORDERS; order++) {
            Collections.shuffle(events, random);
            run(events, Files.createDirectories(directory.resolve("" + order)), states, totals);
        }

        assertThat(states).isEqualTo(Collections.nCopies(ORDERS, states.get(0)));
        assertThat(totals).isEqualTo(Collections.nCopies(ORDERS, (long) events.size()));
        assertThat(states.get(0)).isEqualTo(ReferenceModel.stateOf(events));
    }

    private static void run(
            List<TestEvent> events, Path directory, List<Map<String, String>> states, List<Long> totals) {
        try (TestPipeline pipeline = new TestPipeline(directory)) {
            events.forEach(pipeline::send);
            states.add(describe(pipeline));
            totals.add(pipeline.ledger().values().stream()
                    .flatMap(counts -> counts.values().stream())
                    .mapToLong(count -> count)
                    .sum());
        }
    }

    /** Only three versions, so that most events are tied. Ids are unique; copies have earlier or later times. */
    private static List<TestEvent> events(Random random) {
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String key = random.nextBoolean()
                    ? "\"type\": \"reading\", \"sensor\": \"s" + random.nextInt(KEYS) + "\""
                    : "\"type\": \"device\", \"device\": " + random.nextInt(KEYS);
            String deletion = random.nextInt(3) == 0 ? ", \"gone\": true" : "";
            String event = "{" + key + ", \"id\": \"e" + i + "\", \"n\": " + random.nextInt(3) + deletion + "}";
            events.add(withRandomTime(random, i, event));
            while (random.nextInt(3) == 0) {
                events.add(withRandomTime(random, i, event));
            }
            if (random.nextInt(10) == 0) {
                events.add(withRandomTime(random, i, event.substring(0, event.length() / 2)));
            }
        }
        return events;
    }

    private static TestEvent withRandomTime(Random random, int i, String event) {
        String file = "sensors/" + random.nextInt(4) + "/" + i + ".json";
        return random.nextInt(6) == 0
                ? new TestEvent(
                        "sensors", file, event.getBytes(UTF_8), Map.of("file", file, "offset", "" + random.nextInt(9)))
                : TestEvent.ofDocument("sensors", file, 1000 + random.nextInt(20), event);
    }

    private static Map<String, String> describe(TestPipeline pipeline) {
        Map<String, String> state = new TreeMap<>();
        for (String type : TestPipeline.stateTypes()) {
            pipeline.state(type).forEach((key, record) -> state.put(type + " " + key, describe(record)));
        }
        return state;
    }

    private static String describe(TestRecord<byte[], byte[]> record) {
        Map<String, String> headers = TestEvent.headersOf(record);
        headers.remove("version");
        return headers + " " + (record.value() == null ? "deleted" : new String(record.value(), UTF_8));
    }
}
