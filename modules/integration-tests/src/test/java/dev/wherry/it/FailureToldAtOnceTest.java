package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.testing.http.Certificates;
import dev.wherry.testing.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a person can mend is told on the terminal at once, and the run ends. */
class FailureToldAtOnceTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Duration DOCUMENTED_STOP = Duration.ofSeconds(15);
    /** How Connect logs that a task has failed. */
    private static final String TASK_FAILED = "Task threw an uncaught and unrecoverable exception";

    @TempDir
    Path directory;

    private Path inbox;
    private Path home;

    @BeforeEach
    void createInbox() throws Exception {
        inbox = Files.createDirectories(directory.resolve("inbox"));
        home = directory.resolve("home");
    }

    @Test
    void aMigrationThatFails() throws Exception {
        Path contracts = directory.resolve("contracts");
        DirectoryCopy.copy(WherryCommand.SHIPPED_CONTRACTS, contracts);
        Files.writeString(contracts.resolve("migrations/V2__orders.sql"), "CREATE TABEL orders (id bigint);");

        assertToldAtOnce("V2__orders.sql failed at line 1", "--contracts=" + contracts);
    }

    @Test
    void aColumnThatSomebodyHasDropped() throws Exception {
        writeCard(1);
        runOnce();
        WherryCommand drop = WherryCommand.run("sql", "--home=" + home, "ALTER TABLE users DROP COLUMN job");
        assertThat(drop.exitCode()).as(drop.err()).isZero();

        assertToldAtOnce("column job is missing");
    }

    @Test
    void aMissingPrivilege() throws Exception {
        try (GivenPostgres postgres = GivenPostgres.start(directory.resolve("postgres"))) {
            String[] options = postgres.options().toArray(String[]::new);
            writeCard(1);
            runOnce(options);
            execute(postgres, "REVOKE INSERT ON cards FROM dwh");
            writeCard(2);

            assertToldAtOnce("database.user lacks the privileges INSERT", options);
        }
    }

    @Test
    void aDatabaseWithoutTls() throws Exception {
        try (GivenPostgres postgres = GivenPostgres.start(directory.resolve("postgres"))) {
            assertRefusedAtOnce(postgres, "?sslmode=verify-full");
        }
    }

    @Test
    void aDatabaseWithAnUnknownCertificate() throws Exception {
        Certificates certificates = Certificates.make(directory.resolve("certificates"));
        Path others = Certificates.make(directory.resolve("others")).authority();
        try (GivenPostgres postgres = GivenPostgres.start(directory.resolve("postgres"))) {
            DatabaseTls.require(postgres.server(), directory.resolve("postgres/server"), certificates);

            assertRefusedAtOnce(postgres, "?sslmode=verify-full&sslrootcert=" + others);
        }
    }

    private void assertToldAtOnce(String sentence, String... options) throws Exception {
        Path output = directory.resolve("output");
        try (ChildProcess run =
                WherryCommand.start(output, List.of(WherryCommand.runOnceArguments(inbox, home, options)))) {
            await("the sentence")
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(20))
                    .failFast(
                            "the run has ended without it",
                            () -> !run.isAlive() && !run.output().contains(sentence))
                    .until(() -> run.output().contains(sentence));
            Instant told = Instant.now();

            assertThat(run.await()).as(run::output).isEqualTo(1);
            Instant ended = Instant.now();
            Instant failed = failedAt(home.resolve("logs/wherry.log"));
            assertThat(Duration.between(failed, told))
                    .as("failed at %s", failed)
                    .isLessThan(AT_ONCE);
            assertThat(Duration.between(told, ended)).isLessThan(DOCUMENTED_STOP);
        }
    }

    /**
     * The database is checked before anything is started, so the whole command takes less than the time allowed. A first one
     * has loaded the classes.
     */
    private void assertRefusedAtOnce(GivenPostgres postgres, String tls) {
        List<String> options = new ArrayList<>(postgres.options());
        options.set(0, options.get(0) + tls);
        String[] arguments = WherryCommand.runOnceArguments(inbox, home, options.toArray(String[]::new));
        WherryCommand.run(arguments);
        Instant began = Instant.now();

        WherryCommand run = WherryCommand.run(arguments);

        assertThat(Duration.between(began, Instant.now())).isLessThan(AT_ONCE);
        assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
        assertThat(run.err()).contains("cannot be used as dwh", "check sslmode");
        assertThat(run.err().lines()).hasSize(1);
    }

    private void runOnce(String... options) {
        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, options));
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    }

    private void writeCard(int id) throws Exception {
        Path file = inbox.resolve("cards/" + id + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, HardCasesHome.cardEvent("card" + id, id, "Somebody", "2026-01-01 00:00:00"));
    }

    private static void execute(GivenPostgres postgres, String sql) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(postgres.url(), EmbeddedDatabase.USER, GivenPostgres.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * When the sink's task failed last. On a home that has run before, it also starts, and fails, with the Connect worker,
     * before the run has configured it.
     */
    private static Instant failedAt(Path log) throws Exception {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(TASK_FAILED))
                .map(line -> OffsetDateTime.parse(line.substring(0, line.indexOf(' ')))
                        .toInstant())
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
