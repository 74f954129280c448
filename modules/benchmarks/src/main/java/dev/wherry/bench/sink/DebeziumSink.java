package dev.wherry.bench.sink;

import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ConnectProcess;
import dev.wherry.bench.process.Database;
import dev.wherry.bench.report.Sample;
import dev.wherry.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Debezium's JDBC sink with the fastest settings found: without a version guard, without offsets in the database. */
final class DebeziumSink implements AutoCloseable {
    private static final String NAME = "debezium";

    private final SinkTables tables;
    private final PeerTopics topics;
    private final MeasuredSinkConnector connector;

    private DebeziumSink(SinkTables tables, PeerTopics topics, MeasuredSinkConnector connector) {
        this.tables = tables;
        this.topics = topics;
        this.connector = connector;
    }

    /** Copies the contents of the shipped tables once, so that all later writes are updates. */
    static DebeziumSink start(Path directory, Broker broker, Database database, SinkTables tables, long records)
            throws Exception {
        Path plugins = Path.of(System.getProperty("wherry.peers", "modules/benchmarks/target/peers"));
        if (!Files.isDirectory(plugins.resolve("debezium-connector-jdbc"))) {
            throw new IOException("Debezium's JDBC sink is not in " + plugins + "; bench.sh --peers fetches it");
        }
        tables.createLike(PeerTopics.PREFIX);
        // It does not need the column, and cannot write bytea with unnest, its fastest mode.
        tables.dropVersion(PeerTopics.PREFIX);
        PeerTopics topics = new PeerTopics(broker);
        topics.publish(tables);
        ConnectProcess worker = ConnectProcess.withPlugins(
                "connect", Files.createDirectories(directory.resolve(NAME)), broker, "512m", plugins);
        MeasuredSinkConnector connector = MeasuredSinkConnector.create(NAME, worker, database, configuration(database));
        connector.catchUpAndPause(records);
        tables.requireSameRows(PeerTopics.PREFIX);
        return new DebeziumSink(tables, topics, connector);
    }

    Sample sample(long records) throws Exception {
        topics.publish(tables);
        tables.vacuum();
        Sample sample = connector.sample(records);
        tables.requireSameRows(PeerTopics.PREFIX);
        return sample;
    }

    private static Map<String, String> configuration(Database database) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
        configuration.put("tasks.max", "1");
        configuration.put("topics", PeerTopics.PREFIX + "cards," + PeerTopics.PREFIX + "users");
        configuration.put("key.converter", FixedSchemaConverter.class.getName());
        configuration.put("value.converter", FixedSchemaConverter.class.getName());
        for (String table : SinkTables.NAMES) {
            configuration.put("key.converter.schema." + PeerTopics.PREFIX + table, PeerTopics.KEY_SCHEMA);
            configuration.put("value.converter.schema." + PeerTopics.PREFIX + table, PeerTopics.schema(table));
        }
        configuration.put("connection.url", database.jdbcUrl() + "?reWriteBatchedInserts=true");
        configuration.put("connection.username", EmbeddedDatabase.USER);
        configuration.put("connection.password", EmbeddedDatabase.PASSWORD);
        configuration.put("insert.mode", "upsert");
        configuration.put("primary.key.mode", "record_key");
        configuration.put("schema.evolution", "none");
        configuration.put("batch.size", "5000");
        configuration.put("use.reduction.buffer", "true");
        configuration.put("dialect.postgres.unnest.insert.enabled", "true");
        configuration.put("consumer.override.max.poll.records", "5000");
        configuration.put("consumer.override.fetch.max.bytes", String.valueOf(8 << 20));
        return configuration;
    }

    @Override
    public void close() throws IOException {
        connector.close();
        topics.close();
    }
}
