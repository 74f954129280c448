package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.EmbeddedServices;
import dev.wherry.embedded.ServicePorts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wherry connectors} on a Connect worker, a broker and a database that are there. */
class ConnectorsCommandTest {
    @TempDir
    Path directory;

    @Test
    void connectors_are_created_and_changed_only_where_they_differ() throws Exception {
        try (EmbeddedServices services = EmbeddedServices.start(directory.resolve("home"), new ServicePorts(0, 0, 0))) {
            WherryCommand first = connectors(services);
            WherryCommand again = connectors(services);
            WherryCommand other = connectors(services, "--quiet-period=3s");

            assertEquals(
                    List.of(
                            lines("wherry-warehouse: created", "wherry-files: created"),
                            lines("wherry-warehouse: unchanged", "wherry-files: unchanged"),
                            lines("wherry-warehouse: unchanged", "wherry-files: changed")),
                    List.of(outcome(first), outcome(again), outcome(other)));
        }
    }

    @Test
    void what_has_failed_is_started_again_while_it_is_watched() throws Exception {
        try (EmbeddedServices services = EmbeddedServices.start(directory.resolve("home"), new ServicePorts(0, 0, 0));
                Connection warehouse =
                        WarehouseTables.connect(services.database().jdbcUrl())) {
            ExecutorService background = Executors.newSingleThreadExecutor();
            try {
                setPassword(warehouse, "another");
                background.submit(() -> connectors(services, "--watch"));
                awaitSink(services, "FAILED");

                setPassword(warehouse, EmbeddedDatabase.PASSWORD);

                awaitSink(services, "RUNNING");
            } finally {
                background.shutdownNow();
                assertTrue(background.awaitTermination(30, TimeUnit.SECONDS));
            }
        }
    }

    private static void setPassword(Connection warehouse, String password) throws SQLException {
        try (Statement statement = warehouse.createStatement()) {
            statement.execute("ALTER ROLE " + EmbeddedDatabase.USER + " PASSWORD '" + password + "'");
        }
    }

    /** Until its only task is in that state. */
    private static void awaitSink(EmbeddedServices services, String state) throws Exception {
        Await.until(
                Duration.ofMinutes(2),
                () -> services.connect().status("wherry-warehouse").stream()
                        .flatMap(status -> status.tasks().stream())
                        .anyMatch(task -> task.state().equals(state)),
                () -> services.connect().status("wherry-warehouse").toString());
    }

    @Test
    void what_connect_refuses_is_said_and_nothing_runs() throws Exception {
        try (EmbeddedServices services = EmbeddedServices.start(directory.resolve("home"), new ServicePorts(0, 0, 0))) {
            WherryCommand refused = connectors(services, "--sink-option=retry.backoff.ms=-1");

            assertEquals(2, refused.exitCode(), refused.err());
            assertTrue(refused.err().startsWith("wherry: Connect refuses wherry-warehouse: "), refused.err());
            assertTrue(refused.err().contains("retry.backoff.ms"), refused.err());
        }
    }

    @Test
    void a_worker_that_does_not_answer_is_not_waited_for_longer_than_asked() {
        WherryCommand nobody = run("http://127.0.0.1:1", "jdbc:postgresql://127.0.0.1:1/dwh", "--timeout=1s");

        assertEquals(1, nobody.exitCode(), nobody.out());
        assertTrue(nobody.err().startsWith("wherry: Connect at http://127.0.0.1:1 is not ready ("), nobody.err());
    }

    private WherryCommand connectors(EmbeddedServices services, String... further) {
        return run(services.connect().rest().toString(), services.database().jdbcUrl(), further);
    }

    private WherryCommand run(String connect, String databaseUrl, String... further) {
        List<String> words = new ArrayList<>(List.of(
                "connectors",
                "--connect=" + connect,
                "--inbox=" + directory.resolve("inbox"),
                "--contracts=" + WherryCommand.SHIPPED_CONTRACTS,
                "--database-url=" + databaseUrl,
                "--database-user=" + EmbeddedDatabase.USER,
                "--database-password=" + EmbeddedDatabase.PASSWORD));
        words.addAll(List.of(further));
        return WherryCommand.run(words.toArray(String[]::new));
    }

    private static String outcome(WherryCommand command) {
        return command.exitCode() + command.err() + "\n" + command.out();
    }

    private static String lines(String... changes) {
        return "0\n" + String.join("\n", changes) + "\nBoth connectors run.\n";
    }
}
