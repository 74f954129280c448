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
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.postgresql.PGConnection;

/** The real topology and the sink's real writer into PostgreSQL, without a broker between them. */
final class TopologyToTables implements AutoCloseable {
    private final EmbeddedDatabase database;
    private final Catalog catalog;
    private final TopicRoutes routes;
    private final WarehouseSessionFactory sessions;

    /** @param contracts a directory with contracts and migrations */
    TopologyToTables(Path contracts, Path home) {
        database = EmbeddedDatabase.start(home, 0);
        catalog = Catalog.load(contracts);
        routes = new TopicRoutes(catalog);
        ConnectionFactory connections = new ConnectionFactory(
                database.jdbcUrl(),
                EmbeddedDatabase.USER,
                EmbeddedDatabase.PASSWORD,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
        sessions = new WarehouseSessionFactory(
                connections, new Migrations(contracts.resolve("migrations")), catalog, new TopicRoutes(catalog));
    }

    /**
     * What the topology writes to the topics that the sink reads, in one of the orders in which it may read them.
     *
     * @param input writes to the topology's topics
     */
    List<SinkRecord> records(Consumer<TopologyTestDriver> input, Path stateDirectory, Random random) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        List<List<SinkRecord>> topics = new ArrayList<>();
        try (TopologyTestDriver driver =
                new TopologyTestDriver(PipelineTopology.build(catalog, 1, new StreamsConfig(settings)), settings)) {
            input.accept(driver);
            for (String topic : topics()) {
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

    /** The topics of rows, and that of the decisions about full snapshots if there are any. */
    private Set<String> topics() {
        Set<String> topics = new TreeSet<>(routes.topics());
        topics.retainAll(List.of(Topics.FILES));
        topics.addAll(routes.rowTopics());
        return topics;
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
    static List<SinkRecord> compacted(List<SinkRecord> log, boolean withTombstones) {
        List<SinkRecord> kept = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = log.size() - 1; i >= 0; i--) {
            SinkRecord record = log.get(i);
            if (!record.topic().startsWith("state.")
                    || seen.add(record.topic() + new String((byte[]) record.key(), UTF_8))
                            && (withTombstones || record.value() != null)) {
                kept.add(0, record);
            }
        }
        return kept;
    }

    /**
     * Empties tables, has a sink that started from nothing write these records in batches of random sizes, and reads rows.
     *
     * @param tables all that the records fill, separated by commas
     * @param query with one column
     */
    List<String> rowsAfter(List<SinkRecord> log, String tables, String query, Random random) throws SQLException {
        write(log, tables, random);
        try (WarehouseTables rows = WarehouseTables.at(database.jdbcUrl())) {
            return List.copyOf(rows.column(query));
        }
    }

    /**
     * Empties tables, and has a sink that started from nothing write these records in batches of random sizes.
     *
     * @param tables all that the records fill, separated by commas
     */
    void write(List<SinkRecord> log, String tables, Random random) throws SQLException {
        try (WarehouseSession session = sessions.open();
                Connection connection = WarehouseTables.connect(database.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE quarantine, wherry_offsets, " + tables);
            Map<TopicPartition, Long> offsets = new HashMap<>(session.readOffsets(
                    topics().stream().map(topic -> new TopicPartition(topic, 0)).toList()));
            int size = 1 + random.nextInt(40);
            for (int from = 0; from < log.size(); from += size) {
                Batch batch = Batch.of(log.subList(from, Math.min(log.size(), from + size)), routes);
                assertThat(session.write(batch, offsets)).isTrue();
                offsets.putAll(batch.nextOffsets());
            }
            WarehouseTables rows = WarehouseTables.of(connection);
            assertThat(rows.count("quarantine")).isZero();
        }
    }

    /** The result of a query as CSV with a header. */
    String csv(String query) throws SQLException, IOException {
        try (Connection connection = WarehouseTables.connect(database.jdbcUrl());
                StringWriter csv = new StringWriter()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + query + ") TO STDOUT (FORMAT csv, HEADER)", csv);
            return csv.toString();
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
