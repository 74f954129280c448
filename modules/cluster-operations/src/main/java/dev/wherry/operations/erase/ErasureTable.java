package dev.wherry.operations.erase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.operations.PipelineTarget;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The table {@code wherry_erasures}, in which the warehouse remembers what was erased and where raw partitions begin since. */
final class ErasureTable {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String TABLE = "wherry_erasures";

    private final PipelineTarget target;
    private final Catalog catalog;

    ErasureTable(PipelineTarget target, Catalog catalog) {
        this.target = target;
        this.catalog = catalog;
    }

    /** @throws ErasureImpossibleException if the warehouse has no such table */
    void requireExists() throws SQLException {
        try (Connection connection = target.connect("wherry erase")) {
            if (!schema(connection).hasTable(connection, TABLE)) {
                throw new ErasureImpossibleException(
                        "There is no table " + TABLE + " in the database: run the pipeline first, which creates it.");
            }
        }
    }

    /** Records the erasure; does nothing if it is recorded. */
    void add(ErasurePlan plan) throws SQLException {
        try (Connection connection = target.connect("wherry erase");
                PreparedStatement insert = connection.prepareStatement(
                        """
                        INSERT INTO %s (type, key_digest, events, erased_at, first_offsets)
                        VALUES (?, ?, ?, ?::timestamptz, ?::jsonb) ON CONFLICT DO NOTHING
                        """.formatted(schema(connection).qualify(TABLE)))) {
            insert.setString(1, plan.type());
            insert.setString(2, plan.keyDigest());
            insert.setLong(3, plan.events());
            insert.setString(4, plan.erasedAt());
            insert.setString(5, firstOffsets(plan));
            insert.executeUpdate();
        }
    }

    private static String firstOffsets(ErasurePlan plan) {
        ArrayNode offsets = JSON.createArrayNode();
        plan.partitions().forEach(partition -> offsets.addObject()
                .put("topic", partition.topic())
                .put("partition", partition.partition())
                .put("offset", partition.end()));
        try {
            return JSON.writeValueAsString(offsets);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private WarehouseSchema schema(Connection connection) throws SQLException {
        return WarehouseSchema.find(connection, catalog);
    }
}
