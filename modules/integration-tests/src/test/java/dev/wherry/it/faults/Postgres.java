package dev.wherry.it.faults;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The database: a postmaster and its family. */
final class Postgres implements Part, AutoCloseable {
    private final Path postmasterPid;
    private final EmbeddedDatabase database;
    private final List<ProcessHandle> frozen = new ArrayList<>();

    Postgres(Path home) {
        postmasterPid = home.resolve("postgres/data/postmaster.pid");
        database = EmbeddedDatabase.start(home, 0);
    }

    int port() {
        return database.port();
    }

    /** Past every relay. */
    String jdbcUrl() {
        return database.jdbcUrl();
    }

    /** A connection past every relay. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl() + "?connectTimeout=5&socketTimeout=60",
                EmbeddedDatabase.USER,
                EmbeddedDatabase.PASSWORD);
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    /** Whatever is left of the one before has to end first, for which it may take a moment. */
    @Override
    public void start() {
        try {
            database.startAgain();
        } catch (ServiceException notYet) {
            System.out.println("  " + notYet.getMessage());
        }
    }

    @Override
    public boolean isAlive() {
        try {
            return ProcessHandle.of(postmaster()).map(ProcessHandle::isAlive).orElse(false);
        } catch (IOException none) {
            return false;
        }
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(postmasterPid).get(0).strip());
    }

    /** The postmaster alone: the others notice, and end by themselves. */
    @Override
    public void kill() throws Exception {
        signal("KILL", List.of(ProcessHandle.of(postmaster()).orElseThrow()));
        ProcessHandle.of(postmaster()).ifPresent(process -> process.onExit().join());
    }

    /** {@code pg_ctl stop --mode=immediate}: nothing is written back, as after a crash of the machine. */
    void stopImmediately() throws Exception {
        ProcessHandle process = ProcessHandle.of(postmaster()).orElseThrow();
        signal("QUIT", List.of(process));
        process.onExit().join();
    }

    @Override
    public void stop() {
        database.stop();
    }

    @Override
    public void freeze() throws Exception {
        ProcessHandle process = ProcessHandle.of(postmaster()).orElseThrow();
        signal("STOP", List.of(process)); // first, so that it has no more children
        frozen.add(process);
        frozen.addAll(process.descendants().toList());
        signal("STOP", frozen);
    }

    @Override
    public void thaw() throws Exception {
        signal("CONT", frozen);
        frozen.clear();
    }

    private static void signal(String signal, List<ProcessHandle> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        database.close();
    }
}
