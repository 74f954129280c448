package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** {@code wherry connectors} on existing services. */
class ConnectorsCommandTest {
    @TempDir
    Path directory;

    @Test
    void createsConnectorsAndChangesOnlyThoseThatDiffer() throws Exception {
        try (EmbeddedServices services = EmbeddedServices.start(directory.resolve("home"), new ServicePorts(0, 0, 0))) {
            WherryCommand first = connectors(services);
            WherryCommand again = connectors(services);
            WherryCommand other = connectors(services, "--quiet-period=3s");

            assertThat(List.of(outcome(first), outcome(again), outcome(other)))
                    .isEqualTo(List.of(
                            lines("wherry-warehouse: created", "wherry-files: created"),
                            lines("wherry-warehouse: unchanged", "wherry-files: unchanged"),
                            lines("wherry-warehouse: unchanged", "wherry-files: changed")));
        }
    }

    @Test
    void restartsFailedTasksWhileWatching() throws Exception {
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
                assertThat(background.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static void setPassword(Connection warehouse, String password) throws SQLException {
        try (Statement statement = warehouse.createStatement()) {
            statement.execute("ALTER ROLE " + EmbeddedDatabase.USER + " PASSWORD '" + password + "'");
        }
    }

    /** Waits until the only task of the sink is in that state. */
    private static void awaitSink(EmbeddedServices services, String state) throws Exception {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(services.connect().status("wherry-warehouse").stream()
                                .flatMap(status -> status.tasks().stream()))
                        .anyMatch(task -> task.state().equals(state)));
    }

    @Test
    void reportsAConfigurationThatConnectRejects() throws Exception {
        try (EmbeddedServices services = EmbeddedServices.start(directory.resolve("home"), new ServicePorts(0, 0, 0))) {
            WherryCommand rejected = connectors(services, "--sink-option=retry.backoff.ms=-1");

            assertThat(rejected.exitCode()).as(rejected.err()).isEqualTo(2);
            assertThat(rejected.err()).startsWith("wherry: Connect rejects wherry-warehouse: ");
            assertThat(rejected.err()).contains("retry.backoff.ms");
        }
    }

    @Test
    void givesUpOnAnUnreachableWorkerAfterTheTimeout() {
        WherryCommand unreachable = run("http://127.0.0.1:1", "jdbc:postgresql://127.0.0.1:1/dwh", "--timeout=1s");

        assertThat(unreachable.exitCode()).as(unreachable.out()).isEqualTo(1);
        assertThat(unreachable.err()).startsWith("wherry: Connect at http://127.0.0.1:1 is not ready (");
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
        return "0\n" + String.join("\n", changes) + "\nBoth connectors are running.\n";
    }
}
