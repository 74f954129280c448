package dev.wherry.it.faults;

import dev.wherry.it.faults.SqlStatementTap.Statement;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What happens to the server processes of the sink's connections. */
final class DatabaseFaults {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private DatabaseFaults() {}

    static List<Fault> all() {
        return List.of(
                terminated("in mid-COPY", Statement.COPY, false),
                terminated("before a COMMIT", Statement.COMMIT, false),
                new Fault("backend", "pg_terminate_backend: in mid-COMMIT", (rig, random) -> midCommit(rig)),
                terminated("after a COMMIT, its answer lost", Statement.COMMIT, true));
    }

    private static Fault terminated(String when, Statement statement, boolean atAnswer) {
        return new Fault("backend", "pg_terminate_backend: " + when, (rig, random) -> {
            OneShotTrigger once = new OneShotTrigger(port -> {
                terminate(rig, port);
                if (atAnswer) {
                    throw new IOException("the answer is lost");
                }
            });
            return await(rig, () -> new SqlStatementTap(statement, atAnswer, once), once);
        });
    }

    /** Both are under way at the same time: which comes first is left to chance. */
    private static boolean midCommit(TestCluster rig) throws InterruptedException {
        OneShotTrigger once = new OneShotTrigger(port -> {
            Thread terminator = new Thread(() -> {
                try {
                    terminate(rig, port);
                } catch (IOException away) {
                    System.out.println("  " + away.getMessage());
                }
            });
            terminator.start();
        });
        return await(rig, () -> new SqlStatementTap(Statement.COMMIT, false, once), once);
    }

    private static boolean await(TestCluster rig, Supplier<Tap> taps, OneShotTrigger once) throws InterruptedException {
        rig.sinkToDatabase().tap(taps);
        try {
            return once.await(PATIENCE);
        } finally {
            rig.sinkToDatabase().untap();
        }
    }

    private static void terminate(TestCluster rig, int port) throws IOException {
        try (CampaignWarehouse warehouse = new CampaignWarehouse(rig.postgres())) {
            warehouse.terminateBackend(port);
        } catch (SQLException away) {
            throw new IOException("the database is away: " + away.getMessage(), away);
        }
    }
}
