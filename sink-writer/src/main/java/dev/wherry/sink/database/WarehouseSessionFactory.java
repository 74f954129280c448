package dev.wherry.sink.database;

import dev.wherry.sink.batch.TopicRoutes;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens sessions. Migrates the schema and compares it with the contracts before the first one. Not thread-safe. */
public final class WarehouseSessionFactory {
    private final ConnectionFactory connections;
    private final Migrations migrations;
    private final TopicRoutes routes;
    private boolean schemaReady;

    /** @param routes not used by another thread */
    public WarehouseSessionFactory(ConnectionFactory connections, Migrations migrations, TopicRoutes routes) {
        this.connections = connections;
        this.migrations = migrations;
        this.routes = routes;
    }

    /**
     * Opens a session on a new connection.
     *
     * @throws SchemaMismatchException if the tables differ from the contracts
     * @throws org.flywaydb.core.api.FlywayException if a migration fails
     */
    public WarehouseSession open() throws SQLException {
        if (!schemaReady) {
            migrations.run(connections);
        }
        Connection connection = connections.open();
        WarehouseSession session = null;
        try {
            checkSchema(connection);
            session = new WarehouseSession(connection, routes);
            return session;
        } finally {
            if (session == null) {
                connection.close();
            }
        }
    }

    private void checkSchema(Connection connection) throws SQLException {
        if (!schemaReady) {
            ContractCheck.check(connection, routes.contracts());
            schemaReady = true;
        }
    }
}
