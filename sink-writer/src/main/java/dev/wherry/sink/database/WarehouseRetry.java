package dev.wherry.sink.database;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.batch.TopicRoutes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Tries the rejected rows of a warehouse again, whether or not a sink is running. */
public final class WarehouseRetry {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(10);

    private WarehouseRetry() {}

    /**
     * Tries all open rows again.
     *
     * @param type the contract's type; empty for all
     * @return how many rows are resolved: they, or newer ones of their keys, are in their tables now
     * @throws WarehouseSetupException if the tables differ from the contracts
     * @throws dev.wherry.contracts.warehouse.WarehouseSchemaException if the schema of the warehouse is not certain
     */
    public static long run(String url, String user, String password, Catalog catalog, Optional<String> type)
            throws SQLException {
        TopicRoutes routes = new TopicRoutes(catalog);
        ConnectionFactory connections = new ConnectionFactory(url, user, password, CONNECT_TIMEOUT, STATEMENT_TIMEOUT);
        WarehouseSchema schema;
        try (Connection connection = connections.open()) {
            schema = WarehouseSchema.find(connection, catalog);
        }
        try (Connection connection = connections.open(schema)) {
            ContractCheck.check(connection, schema, catalog);
            WarehouseSession session = new WarehouseSession(connection, routes);
            return session.retryAll(catalog.contracts().stream()
                    .filter(contract -> type.isEmpty() || contract.type().equals(type.get()))
                    .map(Contract::topic)
                    .toList());
        }
    }
}
