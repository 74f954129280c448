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
import java.util.Optional;

/** PostgreSQL: the postmaster and its child processes. */
final class PostgresComponent implements PipelineComponent, AutoCloseable {
    private final Path postmasterPid;
    private final EmbeddedDatabase database;
    private final List<ProcessHandle> frozen = new ArrayList<>();

    PostgresComponent(Path home) {
        postmasterPid = home.resolve("postgres/data/postmaster.pid");
        database = EmbeddedDatabase.start(home, 0);
    }

    int port() {
        return database.port();
    }

    /** Bypasses the relay. */
    String jdbcUrl() {
        return database.jdbcUrl();
    }

    /** Connects directly, bypassing the relay. */
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

    /** May fail until the processes of the previous start have ended; the operator tries again. */
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
        return postmaster().isPresent();
    }

    /** Empty if it has ended, for example because of another fault in the same round. */
    private Optional<ProcessHandle> postmaster() {
        try {
            long pid = Long.parseLong(Files.readAllLines(postmasterPid).get(0).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        } catch (IOException | IndexOutOfBoundsException none) {
            return Optional.empty();
        }
    }

    /** Kills only the postmaster; its children notice and exit. */
    @Override
    public void kill() throws Exception {
        end("KILL");
    }

    /** {@code pg_ctl stop --mode=immediate}: no checkpoint, as after a crash of the machine. */
    void stopImmediately() throws Exception {
        end("QUIT");
    }

    private void end(String signal) throws Exception {
        Optional<ProcessHandle> process = postmaster();
        if (process.isPresent()) {
            signal(signal, List.of(process.get()));
            process.get().onExit().join();
        }
    }

    @Override
    public void stop() {
        database.stop();
    }

    @Override
    public void freeze() throws Exception {
        Optional<ProcessHandle> process = postmaster();
        if (process.isPresent()) {
            signal("STOP", List.of(process.get())); // first, so that it forks no more children
            frozen.add(process.get());
            frozen.addAll(process.get().descendants().toList());
            signal("STOP", frozen);
        }
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
