package dev.wherry.sink.database;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Records in {@code wherry_contracts} which contracts the state is built with. A digest that is recorded stays: only a
 * rebuild, which discards the state, removes it.
 */
final class ContractDigests {
    private final PreparedStatement insert;

    ContractDigests(Connection connection, Catalog catalog) throws SQLException {
        insert = connection.prepareStatement(
                """
                INSERT INTO %s (type, digest, recorded_at) SELECT *, now() FROM unnest(?::text[], ?::text[])
                ON CONFLICT DO NOTHING
                """.formatted(WarehouseSchema.of(connection).qualify("wherry_contracts")));
        Object[] types = catalog.contracts().stream().map(Contract::type).toArray();
        Object[] digests = catalog.contracts().stream().map(catalog::digest).toArray();
        insert.setArray(1, connection.createArrayOf("text", types));
        insert.setArray(2, connection.createArrayOf("text", digests));
    }

    void record() throws SQLException {
        insert.executeUpdate();
    }
}
