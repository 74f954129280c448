package dev.wherry.sink.database;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.contracts.warehouse.WarehouseSchemaException;
import dev.wherry.sink.batch.TopicRoutes;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens sessions. Before the first one, determines the schema, migrates it and compares it with the contracts. Not
 * thread-safe.
 */
public final class WarehouseSessionFactory {
    private final ConnectionFactory connections;
    private final Migrations migrations;
    private final Catalog catalog;
    private final TopicRoutes routes;
    /** Null until the schema is migrated and compared with the contracts. */
    private WarehouseSchema schema;

    /** @param routes not used by another thread */
    public WarehouseSessionFactory(
            ConnectionFactory connections, Migrations migrations, Catalog catalog, TopicRoutes routes) {
        this.connections = connections;
        this.migrations = migrations;
        this.catalog = catalog;
        this.routes = routes;
    }

    /**
     * Opens a session on a new connection.
     *
     * @throws WarehouseSetupException if an operator must act first
     * @throws SQLException if the database is unavailable
     */
    public WarehouseSession open() throws SQLException {
        try {
            return schema == null ? openFirst() : openSession(schema);
        } catch (WarehouseSchemaException e) {
            throw new WarehouseSetupException(e.getMessage());
        } catch (SQLException e) {
            if (FailureKind.of(e) == FailureKind.TRANSIENT) {
                throw e;
            }
            throw new WarehouseSetupException(FailureMessages.describeSetup(e));
        }
    }

    private WarehouseSession openFirst() throws SQLException {
        WarehouseSchema found = migrations.run(connections, catalog);
        check(found);
        WarehouseSession session = openSession(found);
        schema = found;
        return session;
    }

    private WarehouseSession openSession(WarehouseSchema found) throws SQLException {
        Connection connection = connections.open(found);
        WarehouseSession session = null;
        try {
            session = new WarehouseSession(connection, routes);
            return session;
        } finally {
            if (session == null) {
                connection.close();
            }
        }
    }

    /**
     * Compares the tables with the contracts again. Someone may have changed a table while the sink was running.
     *
     * @throws WarehouseSetupException listing all differences
     */
    public void recheck() throws SQLException {
        if (schema != null) {
            check(schema);
        }
    }

    private void check(WarehouseSchema found) throws SQLException {
        try (Connection connection = connections.open(found)) {
            ContractCheck.check(connection, found, catalog);
        }
    }
}
