package dev.wherry.bench.process;

import dev.wherry.bench.WrongOutcomeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The whole pipeline in a process of its own, with PostgreSQL beside it. */
public final class PipelineProcess implements AutoCloseable {
    /** As {@code wherry} starts itself. */
    static final List<String> JVM_OPTIONS = List.of(
            "-Xmx1g",
            "-XX:+UseParallelGC",
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000");

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long PAUSE_MS = 50;

    private final ForkedJvm part;
    private final Path inbox;
    private final KafkaLogs logs;
    private final MeasuredProcess database;

    private PipelineProcess(ForkedJvm part, Path inbox, KafkaLogs logs, MeasuredProcess database) {
        this.part = part;
        this.inbox = inbox;
        this.logs = logs;
        this.database = database;
    }

    /** Starts a new one below that directory, with the options that the wherry command has, and returns when its tables are there. */
    public static PipelineProcess start(Path directory, Path contracts)
            throws IOException, SQLException, InterruptedException {
        Path home = directory.resolve("home");
        Path inbox = Files.createDirectories(directory.resolve("inbox/cards")).getParent();
        ForkedJvm part = ForkedJvm.start(
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
        PipelineProcess pipeline = new PipelineProcess(part, inbox, KafkaLogs.ofHome(home), Database.processes(home));
        try {
            pipeline.awaitTables();
        } catch (SQLException | InterruptedException | RuntimeException failure) {
            part.close();
            throw failure;
        }
        return pipeline;
    }

    private void awaitTables() throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = connect()) {
            while (Database.number(connection, "SELECT count(to_regclass('cards'))") == 0) {
                if (System.nanoTime() > deadline) {
                    throw new WrongOutcomeException("the sink has made no tables in " + PATIENCE.toSeconds() + " s");
                }
                Thread.sleep(PAUSE_MS);
            }
        }
    }

    public ForkedJvm part() {
        return part;
    }

    public MeasuredProcess database() {
        return database;
    }

    /** Where files of cards come in. */
    public Path cards() {
        return inbox.resolve("cards");
    }

    public long logBytes() throws IOException {
        return logs.bytes();
    }

    /** How many events the source has published since its start. */
    public long events() throws IOException {
        return Long.parseLong(part.ask("events"));
    }

    /** Returns when so many events are published, and all of them are in the warehouse. */
    public void drain(long events) throws IOException {
        part.ask("drain " + events);
    }

    public Connection connect() throws SQLException {
        return Database.connect(part.ready());
    }

    /** Throws unless the warehouse holds so many cards, all events are accounted for as accepted, and the books balance. */
    public void require(long events, long cards) throws IOException, SQLException {
        try (Connection connection = connect()) {
            WrongOutcomeException.require(
                    "events accepted",
                    events,
                    Database.number(connection, "SELECT sum(events) FROM ledger WHERE outcome = 'accepted'"));
            WrongOutcomeException.require(
                    "events in the ledger", events, Database.number(connection, "SELECT sum(events) FROM ledger"));
            WrongOutcomeException.require("cards", cards, Database.number(connection, "SELECT count(*) FROM cards"));
        }
        String books = part.ask("books");
        if (!books.equals("balance")) {
            throw new WrongOutcomeException("the books do not balance: " + books);
        }
    }

    @Override
    public void close() throws IOException {
        part.close();
    }
}
