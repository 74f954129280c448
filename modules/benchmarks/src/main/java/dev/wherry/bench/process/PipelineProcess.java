package dev.wherry.bench.process;

import static org.awaitility.Awaitility.await;

import dev.wherry.bench.WrongOutcomeException;
import dev.wherry.contracts.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The whole pipeline in a separate process, with its PostgreSQL beside it. */
public final class PipelineProcess implements AutoCloseable {
    /** The JVM options of the {@code wherry} script. */
    static final List<String> JVM_OPTIONS = List.of(
            "-Xmx1g",
            "-XX:+UseParallelGC",
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ForkedJvm jvm;
    private final Path inbox;
    private final KafkaLogs logs;
    private final MeasuredProcess database;

    private PipelineProcess(ForkedJvm jvm, Path inbox, KafkaLogs logs, MeasuredProcess database) {
        this.jvm = jvm;
        this.inbox = inbox;
        this.logs = logs;
        this.database = database;
    }

    /** Starts a new pipeline below a directory, with the JVM options of {@code wherry}, and waits for its tables. */
    public static PipelineProcess start(Path directory, Path contracts) throws IOException, SQLException {
        Path home = directory.resolve("home");
        Path inbox = directory.resolve("inbox");
        for (String feed : Catalog.load(contracts).feeds()) {
            Files.createDirectories(inbox.resolve(feed));
        }
        ForkedJvm jvm = ForkedJvm.start(
                "pipeline",
                PipelineMain.class,
                directory,
                JVM_OPTIONS,
                "--inbox",
                inbox.toString(),
                "--home",
                home.toString(),
                "--contracts",
                contracts.toAbsolutePath().toString());
        PipelineProcess pipeline = new PipelineProcess(jvm, inbox, KafkaLogs.ofHome(home), Database.processes(home));
        try {
            pipeline.awaitTables();
        } catch (SQLException | RuntimeException failure) {
            jvm.close();
            throw failure;
        }
        return pipeline;
    }

    private void awaitTables() throws SQLException {
        try (Connection connection = connect()) {
            await("the sink creates its tables")
                    .atMost(PATIENCE)
                    .until(() -> Database.number(connection, "SELECT count(to_regclass('cards'))") > 0);
        }
    }

    public ForkedJvm jvm() {
        return jvm;
    }

    public MeasuredProcess database() {
        return database;
    }

    /** The inbox directory of a feed. */
    public Path inbox(String feed) {
        return inbox.resolve(feed);
    }

    public long logBytes() throws IOException {
        return logs.bytes();
    }

    /** The number of events that the source has published since its start. */
    public long events() throws IOException {
        return Long.parseLong(jvm.ask("events"));
    }

    /** Waits until this number of events is published and all of them are in the warehouse. */
    public void drain(long events) throws IOException {
        jvm.ask("drain " + events);
    }

    public Connection connect() throws SQLException {
        return Database.connect(jvm.ready());
    }

    /** Throws unless the ledger accepts all events, the table has this number of rows, and the books balance. */
    public void require(long events, String table, long rows) throws IOException, SQLException {
        try (Connection connection = connect()) {
            WrongOutcomeException.require(
                    "events accepted",
                    events,
                    Database.number(connection, "SELECT sum(events) FROM ledger WHERE outcome = 'accepted'"));
            WrongOutcomeException.require(
                    "events in the ledger", events, Database.number(connection, "SELECT sum(events) FROM ledger"));
            WrongOutcomeException.require(
                    "rows of " + table, rows, Database.number(connection, "SELECT count(*) FROM " + table));
        }
        String books = jvm.ask("books");
        if (!books.equals("balance")) {
            throw new WrongOutcomeException("the books do not balance: " + books);
        }
    }

    @Override
    public void close() throws IOException {
        jvm.close();
    }
}
