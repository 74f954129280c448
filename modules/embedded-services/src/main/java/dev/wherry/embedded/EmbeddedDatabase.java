package dev.wherry.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A PostgreSQL server that keeps its data in {@code <home>/postgres}, with one database and its owner, {@code dwh}. It
 * runs as processes of its own: a kill of this JVM leaves it running, and the next start on the home takes it over.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    public static final String DATABASE = "dwh";
    public static final String USER = "dwh";
    public static final String PASSWORD = "dwh";

    private static final String SERVICE = "postgres";
    private static final int START_TIMEOUT_S = 60; // after a crash it replays its log first
    private static final int STOP_TIMEOUT_S = 10;

    private final ServiceDirectory directory;
    private final PostgresPrograms programs;
    private final Path data;
    private final int port;
    private final StopMode closing;

    private EmbeddedDatabase(
            ServiceDirectory directory, PostgresPrograms programs, Path data, int port, StopMode closing) {
        this.directory = directory;
        this.programs = programs;
        this.data = data;
        this.port = port;
        this.closing = closing;
    }

    /** How a server goes down: at once, cutting connections, or when the last client has gone. */
    private enum StopMode {
        FAST,
        SMART
    }

    /**
     * Starts the server of that home and returns when it takes connections.
     *
     * @param port where to listen; 0 for the port of the last run, or a free one
     * @throws ServiceException if the home is held or unusable, or the port is taken
     */
    public static EmbeddedDatabase start(Path home, int port) {
        return start(ServiceDirectory.hold(home, SERVICE), port, StopMode.FAST);
    }

    private static EmbeddedDatabase start(ServiceDirectory directory, int port, StopMode closing) {
        try {
            PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpacked());
            Path data = DatabaseDirectory.prepare(directory.resolve("data"), programs);
            stop(programs, data, StopMode.FAST); // one that was orphaned by a kill; before its port is looked at
            int chosen = directory.choosePort("PostgreSQL", port);
            EmbeddedDatabase database = new EmbeddedDatabase(directory, programs, data, chosen, closing);
            database.startAgain();
            directory.recordPort(chosen);
            return database;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * The server of that home: the running one of another process, else one started for this purpose, which ends when
     * the attachment is closed and its last client has gone.
     *
     * @return an attachment whose address is the JDBC URL
     * @throws ServiceException if no server ever ran on that home
     */
    public static Attachment attach(Path home) {
        return Attachment.of(home, SERVICE, "tables", EmbeddedDatabase::jdbcUrl, held -> {
            EmbeddedDatabase database = start(held, 0, StopMode.SMART);
            return Attachment.started(database.jdbcUrl(), database::close);
        });
    }

    /** Where to connect as {@link #USER} with {@link #PASSWORD}. The same after {@link #stop} and {@link #startAgain}. */
    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    private static String jdbcUrl(int port) {
        return "jdbc:postgresql://" + LoopbackPorts.HOST + ":" + port + "/" + DATABASE;
    }

    public int port() {
        return port;
    }

    /** Stops the server, cutting its connections, and keeps its home. Nothing happens if it is not running. */
    public synchronized void stop() {
        stop(programs, data, StopMode.FAST);
    }

    /** Starts the server again after {@link #stop}, with its data and on its port. Nothing happens if it is running. */
    public synchronized void startAgain() {
        if (isRunning(programs, data)) {
            return;
        }
        LoopbackPorts.requireFree("PostgreSQL", port);
        // pg_ctl takes the server out of our terminal's process group: Ctrl-C must not stop it before its clients.
        PostgresPrograms.Result result = programs.run(
                "pg_ctl",
                List.of(
                        "start",
                        "--silent",
                        "--wait",
                        "--timeout=" + START_TIMEOUT_S,
                        "--pgdata=" + data,
                        "--log=" + log(),
                        "--options=" + PostgresServerConfig.of(port)));
        if (!result.succeeded()) {
            throw new ServiceException("PostgreSQL does not start on " + data + " (" + result.lastLine() + "): its log "
                    + log() + " says why.");
        }
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    private static boolean isRunning(PostgresPrograms programs, Path data) {
        return programs.run("pg_ctl", List.of("status", "--pgdata=" + data)).succeeded();
    }

    private static void stop(PostgresPrograms programs, Path data, StopMode mode) {
        if (!isRunning(programs, data)) {
            return;
        }
        if (!tryStop(programs, data, mode).succeeded()) {
            PostgresPrograms.Result last = tryStop(programs, data, StopMode.FAST);
            if (!last.succeeded() && isRunning(programs, data)) {
                throw new ServiceException("PostgreSQL on " + data + " does not stop: " + last.lastLine());
            }
        }
    }

    private static PostgresPrograms.Result tryStop(PostgresPrograms programs, Path data, StopMode mode) {
        return programs.run(
                "pg_ctl",
                List.of(
                        "stop",
                        "--silent",
                        "--wait",
                        "--timeout=" + STOP_TIMEOUT_S,
                        "--mode=" + mode.name().toLowerCase(Locale.ROOT),
                        "--pgdata=" + data));
    }

    /** Stops the server and gives its home back. */
    @Override
    public synchronized void close() {
        try {
            stop(programs, data, closing);
        } finally {
            directory.close();
        }
    }
}
