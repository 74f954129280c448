package dev.wherry.sink.database;

import dev.wherry.sink.batch.Batch;
import dev.wherry.sink.batch.Routes;
import dev.wherry.sink.batch.StateRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database as one task sees it: made ready at first use, one connection at a time, one transaction a batch. For one
 * thread at a time. After any exception the connection is to be given up by {@link #disconnect}.
 */
public final class Warehouse {
    private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);

    private final Database database;
    private final Migrations migrations;
    private final Routes routes;
    private boolean ready;
    private Session session;

    public Warehouse(Database database, Migrations migrations, Routes routes) {
        this.database = database;
        this.migrations = migrations;
        this.routes = routes;
    }

    /**
     * Makes sure that there is a connection, and at first use that the tables are there and as the contracts say.
     *
     * @throws MismatchException if they are not
     * @throws org.flywaydb.core.api.FlywayException if a migration fails
     */
    public void connect() throws SQLException {
        if (!ready) {
            migrations.run(database);
        }
        if (session == null) {
            Connection connection = database.connect();
            try {
                prepare(connection);
            } finally {
                if (session == null) {
                    connection.close();
                }
            }
        }
    }

    private void prepare(Connection connection) throws SQLException {
        if (!ready) {
            ContractCheck.check(
                    connection,
                    routes.states().stream().map(StateRows::contract).toList());
            ready = true;
        }
        session = new Session(connection, routes.formats());
    }

    /** The first offset of each partition that the database does not hold. */
    public Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions) throws SQLException {
        return session.offsets(partitions);
    }

    /**
     * Writes the batch in one transaction, together with the offsets after it.
     *
     * @param from the offsets that the database is expected to hold
     * @return false if it holds others, because somebody else has written these partitions; nothing is written then
     */
    public boolean write(Batch batch, Map<TopicPartition, Long> from) throws SQLException {
        return session.write(batch, from);
    }

    /** Gives the connection up, whatever its state. An open transaction ends without effect. */
    public void disconnect() {
        if (session != null) {
            Session ended = session;
            session = null;
            try {
                ended.close();
            } catch (SQLException e) {
                LOG.debug("A broken connection could not be closed: {}", Failure.describe(e));
            }
        }
    }
}
