package dev.wherry.operations.topics;

import dev.wherry.contracts.warehouse.WarehouseSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where raw partitions begin since an erasure has rewritten them: no retained event was before. */
public final class ErasedBeginnings {
    private static final String TABLE = "wherry_erasures";

    private ErasedBeginnings() {}

    /** Reads them from the table {@code wherry_erasures}; empty if the warehouse has no such table. */
    public static Map<TopicPartition, Long> read(Connection connection, WarehouseSchema schema) throws SQLException {
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        if (!schema.hasTable(connection, TABLE)) {
            return beginnings;
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT start ->> 'topic', (start ->> 'partition')::integer, max((start ->> 'offset')::bigint)
                        FROM %s, jsonb_array_elements(first_offsets) AS start GROUP BY 1, 2
                        """.formatted(schema.qualify(TABLE)))) {
            while (rows.next()) {
                beginnings.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return beginnings;
    }
}
