package dev.wherry.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A PostgreSQL server that keeps its data in {@code <home>/postgres}, with one database and its owner, {@code dwh}. It
 * runs in separate processes: a kill of this JVM leaves it running, and the next start on the home stops and replaces
 * it.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    public static final String DATABASE = "dwh";
    public static final String USER = "dwh";
    public static final String PASSWORD = "dwh";

    static final String SERVICE = "postgres";
    private static final String DATA = "data";
    private static final int START_TIMEOUT_S = 60; // after a crash it first replays its log
    private static final int STOP_TIMEOUT_S = 10;

    private final ServiceDirectory directory;
    private final PostgresPrograms programs;
    private final Path data;
    private final int port;
    private final StopMode stopMode;

    private EmbeddedDatabase(
            ServiceDirectory directory, PostgresPrograms programs, Path data, int port, StopMode stopMode) {
        this.directory = directory;
        this.programs = programs;
        this.data = data;
        this.port = port;
        this.stopMode = stopMode;
    }

    /** How a server stops: FAST closes the connections, SMART waits for the last client to disconnect. */
    private enum StopMode {
        FAST,
        SMART
    }

    /**
     * Starts the server of this home and returns when it accepts connections.
     *
     * @param port the port to listen on; 0 for the port of the previous run, or a free one
     * @throws ServiceException if the home is in use or unusable, or the port is in use
     */
    public static EmbeddedDatabase start(Path home, int port) {
        return start(ServiceDirectory.lock(home, SERVICE), port, StopMode.FAST);
    }

    private static EmbeddedDatabase start(ServiceDirectory directory, int port, StopMode stopMode) {
        try {
            PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpacked());
            Path data = DatabaseDirectory.prepare(directory.resolve(DATA), programs);
            stop(programs, data, StopMode.FAST); // one orphaned by a kill; before the port is checked
            int chosen = directory.choosePort(Service.POSTGRES, port);
            EmbeddedDatabase database = new EmbeddedDatabase(directory, programs, data, chosen, stopMode);
            database.startAgain();
            directory.recordPort(chosen);
            return database;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * Attaches to the server of this home that another process runs, or else starts one. A started server stops when
     * the lease is closed and the last client has disconnected.
     *
     * @return a lease whose address is the JDBC URL
     * @throws ServiceException if no server ever ran on this home
     */
    public static ServiceLease attach(Path home) {
        return ServiceLease.of(home, SERVICE, "tables", EmbeddedDatabase::jdbcUrl, held -> {
            EmbeddedDatabase database = start(held, 0, StopMode.SMART);
            return ServiceLease.started(database.jdbcUrl(), database::close);
        });
    }

    /** Whether a server ever ran on this home. */
    public static boolean hasRunOn(Path home) {
        return ServiceDirectory.exists(home, SERVICE);
    }

    /** The JDBC URL for {@link #USER} with {@link #PASSWORD}. The same after {@link #stop} and {@link #startAgain}. */
    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    private static String jdbcUrl(int port) {
        return "jdbc:postgresql://" + LoopbackPorts.HOST + ":" + port + "/" + DATABASE;
    }

    public int port() {
        return port;
    }

    /** Stops the server, closes its connections and keeps the home. Does nothing if it is not running. */
    public synchronized void stop() {
        stop(programs, data, StopMode.FAST);
    }

    /** Restarts the server after {@link #stop}, with its data and on its port. Does nothing if it is running. */
    public synchronized void startAgain() {
        if (isRunning(programs, data)) {
            return;
        }
        LoopbackPorts.requireFree(Service.POSTGRES, port);
        // pg_ctl moves the server out of the terminal's process group: Ctrl-C must not stop it before its clients.
        PostgresPrograms.Result result = programs.run(
                "pg_ctl",
                List.of(
                        "start",
                        "--silent",
                        "--wait",
                        "--timeout=" + START_TIMEOUT_S,
                        "--pgdata=" + data,
                        "--log=" + log(),
                        "--options=" + PostgresServerConfig.commandLineOptions(port)));
        if (!result.succeeded()) {
            throw new ServiceException(
                    "PostgreSQL did not start on " + data + " (" + result.lastLine() + "): see its log " + log() + ".");
        }
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    /** Stops the server of this home that a kill of its process left running, if there is one. */
    static void stopOrphan(ServiceDirectory directory) {
        Path data = directory.resolve(DATA);
        if (Files.isDirectory(data)) {
            PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpacked());
            DatabaseDirectory.requireVersion(data, programs);
            stop(programs, data, StopMode.FAST);
        }
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
                throw new ServiceException("PostgreSQL on " + data + " did not stop: " + last.lastLine());
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

    /** Stops the server and releases the home. */
    @Override
    public synchronized void close() {
        try {
            stop(programs, data, stopMode);
        } finally {
            directory.close();
        }
    }
}
