package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.sink.database.FailureKind;
import dev.wherry.sink.database.FailureMessages;
import dev.wherry.testing.http.Certificates;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink classifies TLS failures as fatal: only an operator can fix them, so retries are of no use. */
class UntrustedWarehouseTest {
    @TempDir
    static Path directory;

    private static Certificates certificates;
    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() throws Exception {
        certificates = Certificates.make(directory.resolve("certificates"), "dns:elsewhere");
        database = EmbeddedDatabase.start(directory.resolve("home"), 0);
        DatabaseTls.require(database, directory.resolve("home"), certificates);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void rejectsACertificateOfAnotherAuthority() throws Exception {
        Path others = Certificates.make(directory.resolve("others")).authority();

        assertFatalWithRemedy("sslmode=verify-ca&sslrootcert=" + others);
    }

    @Test
    void rejectsACertificateWithAnotherName() throws Exception {
        String authority = certificates.authority().toString();

        assertFatalWithRemedy("sslmode=verify-full&sslrootcert=" + authority);
        WarehouseTables.at(database.jdbcUrl() + "?sslmode=verify-ca&sslrootcert=" + authority)
                .close();
    }

    @Test
    void rejectsACertificateWithoutATrustedRoot() {
        assertFatalWithRemedy("sslmode=verify-full&sslrootcert=" + directory.resolve("missing.pem"));
    }

    @Test
    void rejectsAConnectionWithoutTlsToAServerThatRequiresIt() {
        SQLException failure = connectionFailure("sslmode=disable");

        assertThat(FailureKind.of(failure)).isEqualTo(FailureKind.FATAL);
        assertThat(FailureMessages.remedy(failure)).as(failure::toString).contains("pg_hba.conf");
    }

    private static void assertFatalWithRemedy(String parameters) {
        SQLException failure = connectionFailure(parameters);
        assertThat(FailureKind.of(failure)).as(failure::toString).isEqualTo(FailureKind.FATAL);
        assertThat(FailureMessages.remedy(failure)).as(failure::toString).contains("sslrootcert");
    }

    private static SQLException connectionFailure(String parameters) {
        SQLException failure = catchThrowableOfType(
                SQLException.class, () -> WarehouseTables.at(database.jdbcUrl() + "?" + parameters));
        assertThat((Throwable) failure)
                .as("the failure of a connection with " + parameters)
                .isNotNull();
        return failure;
    }
}
