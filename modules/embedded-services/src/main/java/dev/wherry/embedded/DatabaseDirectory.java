package dev.wherry.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Creates the data directory of a PostgreSQL server, with the warehouse database and its owner. It is a copy of a directory
 * that is created once for each user, next to the programs: {@code initdb} takes seconds.
 */
final class DatabaseDirectory {
    static final String SUPERUSER = "postgres";

    private static final List<String> OPTIONS = List.of(
            "--username=" + SUPERUSER,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-instructions");
    /**
     * In single-user mode, an empty line ends a statement. The password is no secret, so each connection need not spend time
     * on deriving a key from it.
     */
    private static final String STATEMENTS =
            """
            SET scram_iterations = 1;

            CREATE ROLE %1$s LOGIN PASSWORD '%2$s';

            CREATE DATABASE %3$s OWNER %1$s;

            """.formatted(EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD, EmbeddedDatabase.DATABASE);

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
            Directories.copy(template(programs), fresh);
            require(programs.run("initdb", List.of("--sync-only", "--pgdata=" + fresh)), fresh);
            return Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ServiceException(
                    "PostgreSQL cannot use " + data + " (" + e + "): make it writable, or choose another home.", e);
        }
    }

    /** The directory to copy. Its name depends on everything that determines its content. */
    private static Path template(PostgresPrograms programs) {
        byte[] content = (OPTIONS + STATEMENTS).getBytes(StandardCharsets.UTF_8);
        Path template = programs.cached("data-" + UUID.nameUUIDFromBytes(content));
        if (Files.isDirectory(template)) {
            return template;
        }
        Path cache = template.getParent();
        try {
            createTemplate(template, Files.createTempDirectory(cache, "initialising"), programs);
            return template;
        } catch (IOException e) {
            throw new ServiceException(
                    "PostgreSQL cannot create a first data directory in " + cache + " (" + e
                            + "): make it writable, or set XDG_CACHE_HOME to a writable directory.",
                    e);
        }
    }

    private static void createTemplate(Path template, Path fresh, PostgresPrograms programs) throws IOException {
        try {
            initialise(fresh, programs);
            createDatabase(fresh, programs);
            Files.move(fresh, template, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another process was faster; its directory is as good.
            if (!Files.isDirectory(template)) {
                throw e;
            }
        } finally {
            Directories.delete(fresh);
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
            List<String> arguments = new ArrayList<>(OPTIONS);
            arguments.addAll(List.of("--pgdata=" + data, "--pwfile=" + password));
            require(programs.run("initdb", arguments), data);
        } finally {
            Files.delete(password);
        }
    }

    /** Uses single-user mode, which needs no password. */
    private static void createDatabase(Path data, PostgresPrograms programs) {
        PostgresPrograms.Result result =
                programs.run("postgres", List.of("--single", "-j", "-D", data.toString(), SUPERUSER), STATEMENTS);
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
