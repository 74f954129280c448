package dev.wherry.it;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.testing.http.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes a PostgreSQL accept only TLS connections, as its administrator would. */
final class DatabaseTls {
    private DatabaseTls() {}

    static void require(EmbeddedDatabase database, Path home, Certificates certificates) throws IOException {
        database.stop();
        Path data = home.resolve("postgres/data");
        Files.copy(certificates.certificate(), data.resolve("server.crt"));
        Path key = Files.copy(certificates.key(), data.resolve("server.key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(data.resolve("postgresql.conf"), "\nssl = on\n", StandardOpenOption.APPEND);
        Files.writeString(data.resolve("pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
        database.startAgain();
    }
}
