package dev.wherry.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/** Creates the data directory of a PostgreSQL server, with the warehouse database and its owner. */
final class DatabaseDirectory {
    static final String SUPERUSER = "postgres";

    private DatabaseDirectory() {}

    /**
     * Creates the directory if it does not exist. The creation is atomic: an interruption leaves no partial directory.
     */
    static Path prepare(Path data, PostgresPrograms programs) {
        if (Files.isDirectory(data)) {
            requireVersion(data, programs);
            return data;
        }
        Path fresh = data.resolveSibling(data.getFileName() + ".new");
        try {
            Directories.delete(fresh);
            initialise(fresh, programs);
            createDatabase(fresh, programs);
            return Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ServiceException(
                    "PostgreSQL cannot use " + data + " (" + e + "): make it writable, or choose another home.", e);
        }
    }

    /** @throws ServiceException if another major version of PostgreSQL has written the directory */
    static void requireVersion(Path data, PostgresPrograms programs) {
        String written = writtenBy(data);
        String ours = programs.majorVersion();
        if (!written.equals(ours)) {
            Path service = data.getParent();
            throw new ServiceException(
                    "PostgreSQL %1$s has written %2$s, and the PostgreSQL %3$s of this build cannot read it."
                                    .formatted(written, data, ours)
                            + " The topics still hold everything that Wherry has loaded: move %1$s away and run again, which fills new tables."
                                    .formatted(service)
                            + " If you have tables or data of your own there, dump them first, with the build that wrote them.");
        }
    }

    private static String writtenBy(Path data) {
        Path version = data.resolve("PG_VERSION");
        try {
            return Files.readString(version).strip();
        } catch (IOException e) {
            throw new ServiceException(
                    "%s is no data directory of PostgreSQL, because %s cannot be read (%s): restore it from a backup, or move %s away and run again."
                            .formatted(data, version, e, data.getParent()),
                    e);
        }
    }

    /** The superuser gets a random password that is not kept, because a superuser can run programs as this user. */
    private static void initialise(Path data, PostgresPrograms programs) throws IOException {
        Path password = Files.createTempFile(data.getParent(), "password", "");
        try {
            Files.writeString(password, UUID.randomUUID().toString());
            require(
                    programs.run(
                            "initdb",
                            List.of(
                                    "--pgdata=" + data,
                                    "--username=" + SUPERUSER,
                                    "--pwfile=" + password,
                                    "--auth=scram-sha-256",
                                    "--encoding=UTF8",
                                    "--locale-provider=builtin",
                                    "--builtin-locale=C.UTF-8",
                                    "--locale=C",
                                    "--no-instructions")),
                    data);
        } finally {
            Files.delete(password);
        }
    }

    /** Uses single-user mode, which needs no password. There, an empty line ends a statement. */
    private static void createDatabase(Path data, PostgresPrograms programs) {
        String statements = """
                CREATE ROLE %1$s LOGIN PASSWORD '%2$s';

                CREATE DATABASE %3$s OWNER %1$s;

                """.formatted(EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD, EmbeddedDatabase.DATABASE);
        PostgresPrograms.Result result =
                programs.run("postgres", List.of("--single", "-j", "-D", data.toString(), SUPERUSER), statements);
        require(result, data);
        if (result.output().contains("ERROR:")) { // the exit code is 0 all the same
            throw new ServiceException("The PostgreSQL database cannot be created in " + data + ": " + result.output());
        }
    }

    private static void require(PostgresPrograms.Result result, Path data) {
        if (!result.succeeded()) {
            throw new ServiceException(
                    "The PostgreSQL database cannot be created in " + data + ": " + result.lastLine());
        }
    }
}
