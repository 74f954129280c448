package dev.wherry.sink.database;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.batch.TopicRoutes;
import dev.wherry.wire.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** A session that only tries rejected rows again. */
public final class RetrySession {
    private RetrySession() {}

    /**
     * Tries all open rows again.
     *
     * @param type the contract's type; empty for all
     * @return how many are resolved
     * @throws WarehouseSetupException if the tables differ from the contracts
     * @throws dev.wherry.contracts.warehouse.WarehouseSchemaException if the schema of the warehouse is not certain
     */
    public static long run(ConnectionFactory connections, Catalog catalog, Optional<String> type) throws SQLException {
        TopicRoutes routes = new TopicRoutes(catalog);
        WarehouseSchema schema;
        try (Connection connection = connections.open()) {
            schema = WarehouseSchema.find(connection, catalog);
        }
        try (Connection connection = connections.open(schema)) {
            ContractCheck.check(connection, schema, catalog);
            WarehouseSession session = new WarehouseSession(connection, routes, catalog);
            return session.retryAll(
                    type.<Set<String>>map(each -> Set.of(Topics.state(each))).orElseGet(routes::stateTopics));
        }
    }
}
