package dev.wherry.sink;

import dev.wherry.contracts.Catalog;
import dev.wherry.sink.batch.TopicRoutes;
import dev.wherry.sink.database.ConnectionFactory;
import dev.wherry.sink.database.RetrySession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Tries the refused rows of a warehouse again, whether or not a sink is running. */
public final class WarehouseRetry {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(10);

    private WarehouseRetry() {}

    /**
     * Tries all open rows again.
     *
     * @param type the contract's type; empty for all
     * @return how many rows are resolved: they, or newer ones of their keys, are in their tables now
     * @throws dev.wherry.sink.database.SchemaMismatchException if the tables differ from the contracts
     */
    public static long run(String url, String user, String password, Catalog catalog, Optional<String> type)
            throws SQLException {
        return RetrySession.run(
                new ConnectionFactory(url, user, password, CONNECT_TIMEOUT, STATEMENT_TIMEOUT),
                new TopicRoutes(catalog),
                type);
    }
}
