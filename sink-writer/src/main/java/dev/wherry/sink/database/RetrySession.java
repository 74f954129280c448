package dev.wherry.sink.database;

import dev.wherry.sink.batch.TopicRoutes;
import dev.wherry.wire.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** A session that only tries refused rows again. */
public final class RetrySession {
    private RetrySession() {}

    /**
     * Tries all open rows again.
     *
     * @param type the contract's type; empty for all
     * @return how many are resolved
     */
    public static long run(ConnectionFactory connections, TopicRoutes routes, Optional<String> type)
            throws SQLException {
        try (Connection connection = connections.open()) {
            ContractCheck.check(connection, routes.contracts());
            WarehouseSession session = new WarehouseSession(connection, routes);
            return session.retryAll(
                    type.<Set<String>>map(each -> Set.of(Topics.state(each))).orElseGet(routes::stateTopics));
        }
    }
}
