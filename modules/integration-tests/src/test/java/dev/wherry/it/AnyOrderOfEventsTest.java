package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random creates, updates, deletions, copies, ties and late events of a few keys fill the same rows in whatever order they
 * arrive: those of the state table, of its child table, of the history and of the view of its versions. They are the rows of
 * a model that knows all events at once. The events go through the real topology and the sink's real writer into PostgreSQL.
 * The seed is in the test's name.
 */
class AnyOrderOfEventsTest {
    private static final int EVENTS = 120;
    private static final int ORDERS = 3;
    private static final List<String> TYPES = List.of("newest", "oldest");
    /** The keys: two columns, and a type whose text in the key is not its text in the event. */
    private static final List<String> KEYS = List.of(
            "\"part\": \"a\", \"at\": \"2026-01-01T01:00:00+01:00\"",
            "\"part\": \"a\", \"at\": \"infinity\"",
            "\"part\": \"\\\"ä\\\", \", \"at\": \"2026-01-01T00:00:00.000001Z\"",
            "\"part\": \"\", \"at\": \"-infinity\"");

    @TempDir
    Path directory;

    private TopologyToTables pipeline;

    /** An event, and where a copy of it comes from. Events of equal {@code n} are tied. */
    private record Event(String type, int key, int n, int number, boolean deletion, long modified, String file) {
        static final Comparator<Event> BY_ORIGIN =
                Comparator.comparingLong(Event::modified).thenComparing(Event::file);

        byte[] json() {
            String pieces = IntStream.range(0, pieces())
                    .mapToObj(place -> "{\"piece\": %d}".formatted(number))
                    .collect(Collectors.joining(", "));
            return "{\"type\": \"%s\", \"id\": \"e%d\", %s, \"n\": %d, \"number\": %d, \"pieces\": [%s]%s}"
                    .formatted(type, number, KEYS.get(key), n, number, pieces, deletion ? ", \"gone\": true" : "")
                    .getBytes(UTF_8);
        }

        /** The number of rows of the child table. */
        int pieces() {
            return number % 4;
        }
    }

    @BeforeEach
    void start() throws IOException {
        Path contracts = directory.resolve("contracts");
        Path migrations = Files.createDirectories(contracts.resolve("migrations"));
        for (String type : TYPES) {
            Path contract = Files.createDirectories(contracts.resolve(type));
            Files.writeString(contract.resolve("schema.json"), "{\"type\": \"object\"}");
            Files.writeString(contract.resolve("contract.yaml"), """
                    type: %s
                    feeds: [things]
                    match: {/type: %s}
                    delete: {/gone: true}
                    schema: schema.json
                    id: /id
                    key: [/at, /part]
                    version: [{from: /n, as: integer}]
                    keep: %s
                    table: %s_things
                    history: %s_history
                    columns:
                      number:  {from: /number, type: bigint}
                      n:       {from: /n, type: bigint}
                      source:  {from: "@file", type: text}
                      part:    {from: /part, type: text}
                      at:      {from: /at, type: timestamptz}
                      version: {from: "@version", type: bytea}
                    children:
                      %s_pieces:
                        each: /pieces
                        columns:
                          place: {from: "@index", type: integer}
                          piece: {from: /piece, type: bigint}
                          at:    {from: "@parent/at", type: timestamptz}
                          part:  {from: "@parent/part", type: text}
                    """.formatted(
                            type, type, type.equals("newest") ? "latest" : "first", type, type, type));
        }
        Files.writeString(migrations.resolve("V1__things.sql"), """
                CREATE TABLE newest_things (part text, at timestamptz, number bigint NOT NULL, n bigint NOT NULL,
                    source text NOT NULL, version bytea NOT NULL, PRIMARY KEY (part, at));
                CREATE TABLE oldest_things (LIKE newest_things INCLUDING ALL);
                CREATE TABLE newest_history (LIKE newest_things, history_id bytea, history_order bytea NOT NULL,
                    deleted boolean NOT NULL, PRIMARY KEY (part, at, version, history_id));
                CREATE TABLE oldest_history (LIKE newest_history INCLUDING ALL);
                CREATE VIEW newest_versions AS
                SELECT * FROM (
                    SELECT number, deleted, n AS valid_from, lead(n) OVER later AS valid_to FROM newest_history
                    WINDOW later AS (PARTITION BY part, at ORDER BY version, history_order, history_id)
                ) AS versions WHERE NOT deleted;
                CREATE VIEW oldest_versions AS
                SELECT * FROM (
                    SELECT number, deleted, n AS valid_from, lead(n) OVER later AS valid_to FROM oldest_history
                    WINDOW later AS (PARTITION BY part, at ORDER BY version DESC, history_order, history_id)
                ) AS versions WHERE NOT deleted;
                CREATE TABLE newest_pieces (part text, at timestamptz, place integer, piece bigint NOT NULL,
                    PRIMARY KEY (part, at, place), FOREIGN KEY (part, at) REFERENCES newest_things);
                CREATE TABLE oldest_pieces (LIKE newest_pieces INCLUDING ALL);
                """);
        pipeline = new TopologyToTables(contracts, directory.resolve("home"));
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void rowsAreThoseOfTheModel(long seed) throws Exception {
        Random random = new Random(seed);
        List<Event> events = events(random);
        Set<String> expected = rowsOf(events);
        assertThat(expected.stream().filter(row -> row.contains(" state ")))
                .hasSizeBetween(1, TYPES.size() * KEYS.size() - 1);
        assertThat(expected).anyMatch(row -> row.contains(" piece "));

        for (int order = 0; order < ORDERS; order++) {
            Collections.shuffle(events, random);
            List<SinkRecord> log =
                    pipeline.records(driver -> send(events, driver), directory.resolve("state-" + order), random);

            assertThat(rowsAfter(log, random)).as("order " + order).isEqualTo(expected);
            assertThat(rowsAfter(TopologyToTables.compacted(log, true), random))
                    .as("compacted")
                    .isEqualTo(expected);
            assertThat(rowsAfter(TopologyToTables.compacted(log, false), random))
                    .as("without tombstones")
                    .isEqualTo(expected);
        }
    }

    private static List<Event> events(Random random) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            Event event = new Event(
                    TYPES.get(random.nextInt(TYPES.size())),
                    random.nextInt(KEYS.size()),
                    random.nextInt(6),
                    i,
                    random.nextInt(2) == 0,
                    random.nextInt(10),
                    "things/" + random.nextInt(3) + "/" + i);
            events.add(event);
            while (random.nextInt(3) == 0) {
                events.add(new Event(
                        event.type,
                        event.key,
                        event.n,
                        i,
                        event.deletion,
                        random.nextInt(10),
                        "things/copy-" + random.nextInt(3) + "/" + i));
            }
        }
        return events;
    }

    /**
     * The most literal reading of the rules: a copy counts with its earliest origin; the greatest or smallest version wins;
     * a version is valid until the next one.
     */
    private static Set<String> rowsOf(List<Event> events) {
        Map<Integer, Event> earliestCopies = new HashMap<>();
        events.forEach(event -> earliestCopies.merge(
                event.number, event, (one, other) -> Event.BY_ORIGIN.compare(one, other) <= 0 ? one : other));
        Map<String, Event> winners = new HashMap<>();
        Comparator<Event> order = Comparator.comparingInt(Event::n).thenComparing(Event.BY_ORIGIN);
        earliestCopies
                .values()
                .forEach(event -> winners.merge(
                        event.type + event.key,
                        event,
                        (one, other) -> order.compare(one, other) > 0 == one.type.equals("newest") ? one : other));
        Set<String> rows = new TreeSet<>();
        winners.values().stream().filter(event -> !event.deletion).forEach(event -> {
            rows.add(event.type + " state " + event.number);
            IntStream.range(0, event.pieces())
                    .forEach(place -> rows.add("%s piece %d of %d".formatted(event.type, place, event.number)));
        });
        for (Event event : earliestCopies.values()) {
            rows.add("%s history %d %s %s".formatted(event.type, event.number, event.file, event.deletion));
            if (!event.deletion) {
                String next = earliestCopies.values().stream()
                        .filter(other -> other.type.equals(event.type) && other.key == event.key)
                        .filter(other -> order.compare(other, event) > 0)
                        .min(order)
                        .map(other -> String.valueOf(other.n))
                        .orElse("now");
                rows.add("%s version %d from %d to %s".formatted(event.type, event.number, event.n, next));
            }
        }
        return rows;
    }

    private static void send(List<Event> events, TopologyTestDriver driver) {
        var raw = driver.createInputTopic(Topics.raw("things"), new ByteArraySerializer(), new ByteArraySerializer());
        for (Event event : events) {
            RecordHeaders headers = new RecordHeaders();
            headers.add("wherry.file", event.file.getBytes(UTF_8));
            headers.add("wherry.offset", "0".getBytes(UTF_8));
            headers.add("wherry.modified", Long.toString(event.modified).getBytes(UTF_8));
            raw.pipeInput(new TestRecord<>(event.file.getBytes(UTF_8), event.json(), headers, 1L));
        }
    }

    private Set<String> rowsAfter(List<SinkRecord> log, Random random) throws SQLException {
        String query = TYPES.stream().map(type -> """
                        SELECT '%1$s state ' || number FROM %1$s_things
                        UNION ALL SELECT '%1$s piece ' || place || ' of ' || piece FROM %1$s_pieces
                        UNION ALL SELECT concat_ws(' ', '%1$s history', number, source, deleted::text) FROM %1$s_history
                        UNION ALL SELECT concat_ws(' ', '%1$s version', number, 'from', valid_from, 'to', coalesce(valid_to::text, 'now'))
                            FROM %1$s_versions
                        """.formatted(type)).collect(Collectors.joining("UNION ALL "));
        return new TreeSet<>(pipeline.rowsAfter(
                log,
                "newest_things, oldest_things, newest_pieces, oldest_pieces, newest_history, oldest_history",
                query,
                random));
    }
}
