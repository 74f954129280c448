package dev.wherry.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/** The data directory of a PostgreSQL server, with the warehouse's database and its owner. */
final class DatabaseDirectory {
    static final String SUPERUSER = "postgres";

    private DatabaseDirectory() {}

    /** Makes the directory if it is not there. It appears whole or not at all, whatever interrupts this. */
    static Path prepare(Path data, PostgresPrograms programs) {
        if (Files.isDirectory(data)) {
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

    /** The superuser gets a password that is then forgotten: it could run programs as this user. */
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

    /** In single-user mode, where no password is needed; a statement ends with an empty line there. */
    private static void createDatabase(Path data, PostgresPrograms programs) {
        String statements = """
                CREATE ROLE %1$s LOGIN PASSWORD '%2$s';

                CREATE DATABASE %3$s OWNER %1$s;

                """.formatted(EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD, EmbeddedDatabase.DATABASE);
        PostgresPrograms.Result result =
                programs.run("postgres", List.of("--single", "-j", "-D", data.toString(), SUPERUSER), statements);
        require(result, data);
        if (result.output().contains("ERROR:")) { // the exit code is 0 nevertheless
            throw new ServiceException("PostgreSQL's database cannot be made in " + data + ": " + result.output());
        }
    }

    private static void require(PostgresPrograms.Result result, Path data) {
        if (!result.succeeded()) {
            throw new ServiceException("PostgreSQL's database cannot be made in " + data + ": " + result.lastLine());
        }
    }
}
