package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.sink.database.Failure;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sink makes of a PostgreSQL that it cannot trust: a person must act, and no waiting helps. */
class UntrustedWarehouseTest {
    @TempDir
    static Path directory;

    private static Certificates certificates;
    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() throws Exception {
        certificates = Certificates.make(directory.resolve("certificates"), "dns:elsewhere");
        database = EmbeddedDatabase.start(directory.resolve("home"), 0);
        DatabaseTls.demandTls(database, directory.resolve("home"), certificates);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void a_certificate_of_somebody_else() throws Exception {
        Path others = Certificates.make(directory.resolve("others")).authority();

        assertDistrusted("sslmode=verify-ca&sslrootcert=" + others);
    }

    @Test
    void a_certificate_with_another_name() throws Exception {
        String authority = certificates.authority().toString();

        assertDistrusted("sslmode=verify-full&sslrootcert=" + authority);
        WarehouseTables.at(database.jdbcUrl() + "?sslmode=verify-ca&sslrootcert=" + authority)
                .close();
    }

    @Test
    void nothing_to_judge_the_certificate_by() {
        assertDistrusted("sslmode=verify-full&sslrootcert=" + directory.resolve("missing.pem"));
    }

    @Test
    void a_connection_without_TLS_to_a_server_that_demands_it() {
        SQLException failure = refusal("sslmode=disable");

        assertEquals(Failure.FATAL, Failure.of(failure));
        assertTrue(Failure.remedy(failure).contains("pg_hba.conf"), failure::toString);
    }

    private static void assertDistrusted(String parameters) {
        SQLException failure = refusal(parameters);
        assertEquals(Failure.FATAL, Failure.of(failure), failure::toString);
        assertTrue(Failure.remedy(failure).contains("sslrootcert"), failure::toString);
    }

    private static SQLException refusal(String parameters) {
        return assertThrows(SQLException.class, () -> WarehouseTables.at(database.jdbcUrl() + "?" + parameters));
    }
}
