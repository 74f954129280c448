package dev.wherry.it.faults;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.it.WherryCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Enters the branches of payments by hand and then runs {@code wherry quarantine retry}, again and again, whatever else
 * happens.
 */
final class BranchClerk implements AutoCloseable {
    private static final long INTERVAL_MS = 3_000;
    private static final int REJECTED_AGAIN = 3;
    private static final Pattern RESOLVED = Pattern.compile("in their tables now, or replaced by newer rows: (\\d+)");

    private final PostgresComponent postgres;
    private final LongSupplier branches;
    private final String[] command;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> failures = new ArrayList<>();
    private long resolved;

    /** @param branches the number of branches that payments refer to */
    BranchClerk(TestCluster cluster, LongSupplier branches) throws IOException {
        this.postgres = cluster.postgres();
        this.branches = branches;
        Path password = Files.createTempFile("campaign", "password");
        Files.writeString(password, EmbeddedDatabase.PASSWORD);
        password.toFile().deleteOnExit();
        command = new String[] {
            "quarantine",
            "retry",
            "--type=payment",
            "--contracts=" + cluster.contracts(),
            "--database-url=" + postgres.jdbcUrl(),
            "--database-user=" + EmbeddedDatabase.USER,
            "--database-password-file=" + password
        };
        var unused = timer.scheduleWithFixedDelay(this::work, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    /** Does not wait for the end of the interval, because nothing gets in meanwhile that lacks a branch. */
    void workNow() {
        timer.execute(this::work);
    }

    private void work() {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO branches SELECT generate_series(0, " + (branches.getAsLong() - 1)
                    + ") ON CONFLICT DO NOTHING");
        } catch (SQLException unavailable) {
            return;
        }
        WherryCommand retry = WherryCommand.run(command);
        Matcher count = RESOLVED.matcher(retry.out());
        synchronized (this) {
            if ((retry.exitCode() == 0 || retry.exitCode() == REJECTED_AGAIN) && count.find()) {
                resolved += Long.parseLong(count.group(1));
            } else {
                failures.add(
                        "exit code " + retry.exitCode() + ": " + retry.err().strip());
            }
        }
    }

    /** The number of rows that the command brought in. */
    synchronized long resolved() {
        return resolved;
    }

    /** What the command said when it failed. Without an outage of the database, it never fails. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() throws InterruptedException {
        timer.shutdownNow();
        timer.awaitTermination(1, TimeUnit.MINUTES);
    }
}
