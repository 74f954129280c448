package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.Catalog;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.sink.batch.Batch;
import dev.wherry.sink.batch.TopicRoutes;
import dev.wherry.sink.database.ConnectionFactory;
import dev.wherry.sink.database.Migrations;
import dev.wherry.sink.database.WarehouseSession;
import dev.wherry.sink.database.WarehouseSessionFactory;
import dev.wherry.streams.topology.PipelineTopology;
import dev.wherry.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.streams.StreamsConfig;
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

    private EmbeddedDatabase database;
    private Catalog catalog;
    private WarehouseSessionFactory sessions;
    private TopicRoutes routes;

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
        database = EmbeddedDatabase.start(directory.resolve("home"), 0);
        catalog = Catalog.load(contracts);
        routes = new TopicRoutes(catalog);
        ConnectionFactory connections = new ConnectionFactory(
                database.jdbcUrl(),
                EmbeddedDatabase.USER,
                EmbeddedDatabase.PASSWORD,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
        sessions =
                new WarehouseSessionFactory(connections, new Migrations(migrations), catalog, new TopicRoutes(catalog));
    }

    @AfterEach
    void stop() {
        database.close();
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
            List<SinkRecord> log = records(events, directory.resolve("state-" + order), random);

            assertThat(rowsAfter(log, random)).as("order " + order).isEqualTo(expected);
            assertThat(rowsAfter(compacted(log, true), random)).as("compacted").isEqualTo(expected);
            assertThat(rowsAfter(compacted(log, false), random))
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

    /** What the topology writes to the topics of states and histories, in one of the orders in which a sink may read it. */
    private List<SinkRecord> records(List<Event> events, Path stateDirectory, Random random) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        List<List<SinkRecord>> topics = new ArrayList<>();
        try (TopologyTestDriver driver =
                new TopologyTestDriver(PipelineTopology.build(catalog, 1, new StreamsConfig(settings)), settings)) {
            var raw =
                    driver.createInputTopic(Topics.raw("things"), new ByteArraySerializer(), new ByteArraySerializer());
            for (Event event : events) {
                RecordHeaders headers = new RecordHeaders();
                headers.add("wherry.file", event.file.getBytes(UTF_8));
                headers.add("wherry.offset", "0".getBytes(UTF_8));
                headers.add("wherry.modified", Long.toString(event.modified).getBytes(UTF_8));
                raw.pipeInput(new TestRecord<>(event.file.getBytes(UTF_8), event.json(), headers, 1L));
            }
            for (String topic : routes.rowTopics()) {
                List<SinkRecord> log = new ArrayList<>();
                for (TestRecord<byte[], byte[]> record : driver.createOutputTopic(
                                topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList()) {
                    log.add(sinkRecord(topic, log.size(), record));
                }
                topics.add(log);
            }
        }
        return interleaved(topics, random);
    }

    /** The records of each topic stay in their order. */
    private static List<SinkRecord> interleaved(List<List<SinkRecord>> topics, Random random) {
        List<List<SinkRecord>> rest = new ArrayList<>(topics);
        List<SinkRecord> log = new ArrayList<>();
        rest.removeIf(List::isEmpty);
        while (!rest.isEmpty()) {
            List<SinkRecord> topic = rest.get(random.nextInt(rest.size()));
            int size = Math.min(topic.size(), 1 + random.nextInt(20));
            log.addAll(topic.subList(0, size));
            topic.subList(0, size).clear();
            rest.removeIf(List::isEmpty);
        }
        return log;
    }

    private static SinkRecord sinkRecord(String topic, long offset, TestRecord<byte[], byte[]> record) {
        ConnectHeaders headers = new ConnectHeaders();
        record.headers().forEach(header -> headers.addBytes(header.key(), header.value()));
        return new SinkRecord(
                topic,
                0,
                Schema.OPTIONAL_BYTES_SCHEMA,
                record.key(),
                Schema.OPTIONAL_BYTES_SCHEMA,
                record.value(),
                offset,
                0L,
                TimestampType.CREATE_TIME,
                headers);
    }

    /** What compaction of the state topics leaves in the end. */
    private static List<SinkRecord> compacted(List<SinkRecord> log, boolean withTombstones) {
        List<SinkRecord> kept = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = log.size() - 1; i >= 0; i--) {
            SinkRecord record = log.get(i);
            if (record.topic().startsWith("events.")
                    || seen.add(record.topic() + new String((byte[]) record.key(), UTF_8))
                            && (withTombstones || record.value() != null)) {
                kept.add(0, record);
            }
        }
        return kept;
    }

    /** The rows after a sink that started from nothing has written these records, in batches of random sizes. */
    private Set<String> rowsAfter(List<SinkRecord> log, Random random) throws SQLException {
        try (WarehouseSession session = sessions.open();
                Connection connection = WarehouseTables.connect(database.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE newest_things, oldest_things, newest_pieces, oldest_pieces, newest_history,"
                    + " oldest_history, quarantine, wherry_offsets");
            Map<TopicPartition, Long> offsets = new HashMap<>(session.readOffsets(routes.rowTopics().stream()
                    .map(topic -> new TopicPartition(topic, 0))
                    .toList()));
            int size = 1 + random.nextInt(40);
            for (int from = 0; from < log.size(); from += size) {
                Batch batch = Batch.of(log.subList(from, Math.min(log.size(), from + size)), routes);
                assertThat(session.write(batch, offsets)).isTrue();
                offsets.putAll(batch.nextOffsets());
            }
            WarehouseTables tables = WarehouseTables.of(connection);
            assertThat(tables.count("quarantine")).isZero();
            Set<String> rows = new TreeSet<>();
            for (String type : TYPES) {
                rows.addAll(tables.column("""
                        SELECT '%1$s state ' || number FROM %1$s_things
                        UNION ALL SELECT '%1$s piece ' || place || ' of ' || piece FROM %1$s_pieces
                        UNION ALL SELECT concat_ws(' ', '%1$s history', number, source, deleted::text) FROM %1$s_history
                        UNION ALL SELECT concat_ws(' ', '%1$s version', number, 'from', valid_from, 'to', coalesce(valid_to::text, 'now'))
                            FROM %1$s_versions
                        """.formatted(type)));
            }
            return rows;
        }
    }
}
