package dev.wherry.it.faults;

import dev.wherry.it.faults.SqlStatementTap.Statement;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Terminates the server process of a connection of the sink at various points. */
final class DatabaseFaults {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private DatabaseFaults() {}

    static List<Fault> all() {
        return List.of(
                terminated("during COPY", Statement.COPY, false),
                terminated("before a COMMIT", Statement.COMMIT, false),
                new Fault("backend", "pg_terminate_backend: during a COMMIT", (cluster, random) -> midCommit(cluster)),
                terminated("after a COMMIT, response not received", Statement.COMMIT, true));
    }

    private static Fault terminated(String point, Statement statement, boolean onResponse) {
        return new Fault("backend", "pg_terminate_backend: " + point, (cluster, random) -> {
            OneShotTrigger trigger = new OneShotTrigger(port -> {
                terminate(cluster, port);
                if (onResponse) {
                    throw new IOException("response dropped");
                }
            });
            return awaitTrigger(cluster, () -> new SqlStatementTap(statement, onResponse, trigger), trigger);
        });
    }

    /** Sends the COMMIT and the termination concurrently; either may come first. */
    private static boolean midCommit(TestCluster cluster) throws InterruptedException {
        OneShotTrigger trigger = new OneShotTrigger(port -> {
            Thread terminator = new Thread(() -> {
                try {
                    terminate(cluster, port);
                } catch (IOException unavailable) {
                    System.out.println("  " + unavailable.getMessage());
                }
            });
            terminator.start();
        });
        return awaitTrigger(cluster, () -> new SqlStatementTap(Statement.COMMIT, false, trigger), trigger);
    }

    private static boolean awaitTrigger(TestCluster cluster, Supplier<Tap> taps, OneShotTrigger trigger)
            throws InterruptedException {
        cluster.sinkToDatabase().tap(taps);
        try {
            return trigger.await(TIMEOUT);
        } finally {
            cluster.sinkToDatabase().untap();
        }
    }

    private static void terminate(TestCluster cluster, int port) throws IOException {
        try (CampaignWarehouse warehouse = new CampaignWarehouse(cluster.postgres())) {
            warehouse.terminateBackend(port);
        } catch (SQLException unavailable) {
            throw new IOException("the database is unavailable: " + unavailable.getMessage(), unavailable);
        }
    }
}
