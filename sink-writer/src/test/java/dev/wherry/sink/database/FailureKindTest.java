package dev.wherry.sink.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wherry.sink.SharedPostgres;
import dev.wherry.sink.TestDatabase;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureKindTest {
    @ParameterizedTest
    @CsvSource({
        "08006, TRANSIENT, connection failure",
        "08001, TRANSIENT, server unreachable",
        "08004, FATAL, rejected by the driver: no TLS or no password",
        "40001, TRANSIENT, serialization failure",
        "40P01, TRANSIENT, deadlock",
        "53100, TRANSIENT, disk full",
        "53300, TRANSIENT, too many connections",
        "55P03, TRANSIENT, lock not available",
        "57014, TRANSIENT, statement timeout",
        "57P01, TRANSIENT, backend terminated",
        "57P02, TRANSIENT, server crashed",
        "57P03, TRANSIENT, server starting",
        "25006, TRANSIENT, standby after a failover",
        "25P03, TRANSIENT, idle in transaction",
        "21000, REJECTED_ROW, two rows with the same key",
        "22021, REJECTED_ROW, NUL in text",
        "23505, REJECTED_ROW, another unique constraint",
        "54000, REJECTED_ROW, too large for an index",
        "P0001, REJECTED_ROW, raised by a trigger",
        "28P01, FATAL, wrong password",
        "3D000, FATAL, no such database",
        "42P01, FATAL, no such table",
        "42501, FATAL, no privilege",
        "XX000, FATAL, internal error",
    })
    void classifiesSqlstates(String state, FailureKind kind, String what) {
        assertThat(FailureKind.of(new SQLException(what, state))).isEqualTo(kind);
    }

    @Test
    void anUntrustedServerIsFatalDespiteTheSqlstateOfAConnectionFailure() {
        SQLException untrusted =
                new SQLException("", "08006", new SSLHandshakeException("").initCause(new CertificateException()));
        SQLException cut =
                new SQLException("", "08006", new SSLHandshakeException("Remote host terminated the handshake"));

        assertThat(FailureKind.of(untrusted)).isEqualTo(FailureKind.FATAL);
        assertThat(FailureMessages.remedy(untrusted)).contains("sslrootcert");
        assertThat(FailureKind.of(cut)).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test
    void aBrokenStreamIsTransientWithoutASqlstate() {
        assertThat(FailureKind.of(new SQLException("", new IOException()))).isEqualTo(FailureKind.TRANSIENT);
        assertThat(FailureKind.of(new SQLException(""))).isEqualTo(FailureKind.FATAL);
    }

    @Test
    void classifiesABatchByTheFailureOfItsEntry() {
        BatchUpdateException batch =
                new BatchUpdateException("Batch entry 0 UPDATE … was aborted", "40P01", new int[0]);
        batch.setNextException(new SQLException("", "23514"));

        assertThat(FailureKind.of(batch)).isEqualTo(FailureKind.REJECTED_ROW);
    }

    @Test
    void describesAViolationByConstraintWithoutValues() throws SQLException {
        TestDatabase database = SharedPostgres.newDatabase();
        database.execute("CREATE TABLE people (name text CONSTRAINT short CHECK (length(name) < 5))");
        SQLException failure = catchThrowableOfType(
                SQLException.class, () -> database.execute("INSERT INTO people VALUES ('Jane Doe')"));

        String description = FailureMessages.describe(failure);

        assertThat(description).isEqualTo("SQLSTATE 23514, table people, constraint short");
    }

    @Test
    void describesAFatalFailureWithTheServersMessageAndARemedy() throws SQLException {
        TestDatabase database = SharedPostgres.newDatabase();
        SQLException failure =
                catchThrowableOfType(SQLException.class, () -> database.execute("SELECT * FROM nowhere"));

        assertThat(FailureMessages.describe(failure)).isEqualTo("SQLSTATE 42P01: relation \"nowhere\" does not exist");
        assertThat(FailureMessages.remedy(failure)).contains("restart the task");
        assertThat(FailureMessages.remedy(new SQLException("", "28P01"))).isNotEmpty();
    }
}
