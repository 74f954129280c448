package dev.wherry.sink.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.sink.TestDatabase;
import dev.wherry.sink.TestServer;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
    @ParameterizedTest
    @CsvSource({
        "08006, TRANSIENT, connection broke",
        "08001, TRANSIENT, server unreachable",
        "40001, TRANSIENT, serialization failure",
        "40P01, TRANSIENT, deadlock",
        "53100, TRANSIENT, disk full",
        "53300, TRANSIENT, too many connections",
        "55P03, TRANSIENT, lock not available",
        "57014, TRANSIENT, statement timeout",
        "57P01, TRANSIENT, backend terminated",
        "57P02, TRANSIENT, server crashed",
        "57P03, TRANSIENT, server starts",
        "25006, TRANSIENT, standby after a failover",
        "25P03, TRANSIENT, idle in transaction",
        "21000, REFUSED_ROW, two keys that are one to the table",
        "22021, REFUSED_ROW, NUL in text",
        "23505, REFUSED_ROW, another unique constraint",
        "54000, REFUSED_ROW, too large for an index",
        "P0001, REFUSED_ROW, raised by a trigger",
        "28P01, FATAL, wrong password",
        "3D000, FATAL, no such database",
        "42P01, FATAL, no such table",
        "42501, FATAL, no privilege",
        "XX000, FATAL, internal error",
    })
    void everyFailureHasOneMeaning(String state, Failure meaning, String what) {
        assertEquals(meaning, Failure.of(new SQLException(what, state)));
    }

    @Test
    void aServerThatCannotBeTrustedIsFatalAlthoughItsStateIsThatOfABrokenConnection() {
        SQLException distrusted =
                new SQLException("", "08006", new SSLHandshakeException("").initCause(new CertificateException()));
        SQLException cut =
                new SQLException("", "08006", new SSLHandshakeException("Remote host terminated the handshake"));

        assertEquals(Failure.FATAL, Failure.of(distrusted));
        assertTrue(Failure.remedy(distrusted).contains("sslrootcert"));
        assertEquals(Failure.TRANSIENT, Failure.of(cut));
    }

    @Test
    void brokenStreamIsTransientWithoutAState() {
        assertEquals(Failure.TRANSIENT, Failure.of(new SQLException("", new IOException())));
        assertEquals(Failure.FATAL, Failure.of(new SQLException("")));
    }

    @Test
    void batchFailsForTheReasonOfItsEntry() {
        BatchUpdateException batch =
                new BatchUpdateException("Batch entry 0 UPDATE … was aborted", "40P01", new int[0]);
        batch.setNextException(new SQLException("", "23514"));

        assertEquals(Failure.REFUSED_ROW, Failure.of(batch));
    }

    @Test
    void descriptionNamesTheConstraintButNoValue() throws SQLException {
        TestDatabase database = TestServer.newDatabase();
        database.execute("CREATE TABLE people (name text CONSTRAINT short CHECK (length(name) < 5))");
        SQLException failure =
                assertThrows(SQLException.class, () -> database.execute("INSERT INTO people VALUES ('Jane Doe')"));

        String description = Failure.describe(failure);

        assertEquals("SQLSTATE 23514, table people, constraint short", description);
    }

    @Test
    void fatalFailureSaysWhatTheServerSaysAndWhatToDo() throws SQLException {
        TestDatabase database = TestServer.newDatabase();
        SQLException failure = assertThrows(SQLException.class, () -> database.execute("SELECT * FROM nowhere"));

        assertEquals("SQLSTATE 42P01: relation \"nowhere\" does not exist", Failure.describe(failure));
        assertTrue(Failure.remedy(failure).contains("restart the task"));
        assertFalse(Failure.remedy(new SQLException("", "28P01")).isEmpty());
    }
}
