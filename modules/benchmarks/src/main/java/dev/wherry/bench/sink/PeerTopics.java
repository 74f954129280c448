package dev.wherry.bench.sink;

import dev.wherry.bench.data.SourceProducerConfig;
import dev.wherry.bench.process.Broker;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes the rows of the shipped tables as a peer expects them: flat JSON of the columns, keyed by the primary key.
 */
final class PeerTopics implements AutoCloseable {
    static final String PREFIX = "peer_";

    /** The schema of every key. */
    static final String KEY_SCHEMA = schema(Map.of("id", "int64"));

    /** The types of the columns as JsonConverter and Debezium define them, by table and column. */
    private static final Map<String, Map<String, String>> COLUMNS = Map.of(
            "cards",
            columns(
                    "id", "int64",
                    "user_id", "int64",
                    "created_by_name", "string",
                    "created_at", "io.debezium.time.ZonedTimestamp",
                    "updated_at", "io.debezium.time.ZonedTimestamp",
                    "active", "boolean",
                    "event_id", "io.debezium.data.Uuid",
                    "event_at", "io.debezium.time.ZonedTimestamp",
                    "source_file", "string",
                    "source_offset", "int64"),
            "users",
            columns(
                    "id", "int64",
                    "name", "string",
                    "address", "string",
                    "job", "string",
                    "score", "double",
                    "event_id", "io.debezium.data.Uuid",
                    "event_at", "io.debezium.time.ZonedTimestamp",
                    "source_file", "string",
                    "source_offset", "int64"));

    private final KafkaProducer<byte[], byte[]> producer;

    PeerTopics(Broker broker) throws Exception {
        for (String table : SinkTables.NAMES) {
            broker.create(PREFIX + table, Broker.PARTITIONS);
        }
        producer = new KafkaProducer<>(
                SourceProducerConfig.of(broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static Map<String, String> columns(String... namesAndTypes) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.put(namesAndTypes[i], namesAndTypes[i + 1]);
        }
        return columns;
    }

    /** The schema of a table's rows, in the format of JsonConverter. */
    static String schema(String table) {
        return schema(COLUMNS.get(table));
    }

    private static String schema(Map<String, String> columns) {
        return columns.entrySet().stream()
                .map(column -> field(column.getKey(), column.getValue()))
                .collect(Collectors.joining(",", "{\"type\":\"struct\",\"optional\":false,\"fields\":[", "]}"));
    }

    private static String field(String name, String type) {
        String basic = type.contains(".") ? "string" : type;
        String logical = type.contains(".") ? ",\"name\":\"" + type + "\",\"version\":1" : "";
        return "{\"field\":\"%s\",\"type\":\"%s\",\"optional\":false%s}".formatted(name, basic, logical);
    }

    /** Publishes the current contents of the shipped tables. */
    void publish(SinkTables tables) throws SQLException {
        for (String table : SinkTables.NAMES) {
            tables.connection().setAutoCommit(false); // with auto-commit the driver would fetch all rows at once
            try (Statement statement = tables.connection().createStatement()) {
                statement.setFetchSize(10_000);
                try (ResultSet rows = statement.executeQuery(select(table))) {
                    while (rows.next()) {
                        producer.send(new ProducerRecord<>(
                                PREFIX + table,
                                ("{\"id\":" + rows.getLong(1) + "}").getBytes(StandardCharsets.UTF_8),
                                rows.getString(2).getBytes(StandardCharsets.UTF_8)));
                    }
                }
            } finally {
                tables.connection().commit();
                tables.connection().setAutoCommit(true);
            }
        }
        producer.flush();
    }

    /** Orders the rows by a hash, so that neither the order of the keys nor that of the table helps. */
    private static String select(String table) {
        String row = COLUMNS.get(table).entrySet().stream()
                .map(column -> "'" + column.getKey() + "', " + json(column.getKey(), column.getValue()))
                .collect(Collectors.joining(", ", "json_build_object(", ")"));
        return "SELECT id, " + row + "::text FROM " + table + " ORDER BY hashint8(id)";
    }

    private static String json(String column, String type) {
        if (type.contains("Timestamp")) {
            return "to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
        }
        return column;
    }

    @Override
    public void close() {
        producer.close();
    }
}
