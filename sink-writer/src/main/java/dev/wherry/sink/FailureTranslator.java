package dev.wherry.sink;

import dev.wherry.sink.database.FailureKind;
import dev.wherry.sink.database.FailureMessages;
import dev.wherry.sink.database.SchemaMismatchException;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.flywaydb.core.api.FlywayException;

/**
 * Translates failures into Connect's exceptions: retry the batch after a backoff, or fail the task. The driver's
 * exceptions are not passed on as causes: the worker logs causes, and these may contain values of rows.
 */
final class FailureTranslator {
    private final Backoff backoff;
    private final SinkTaskContext context;

    FailureTranslator(Backoff backoff, SinkTaskContext context) {
        this.backoff = backoff;
        this.context = context;
    }

    /** Resets the backoff after a success. */
    void reset() {
        backoff.reset();
    }

    ConnectException translate(SQLException failure) {
        if (FailureKind.of(failure) == FailureKind.TRANSIENT) {
            Duration delay = backoff.next();
            context.timeout(delay.toMillis());
            return new RetriableException("The database is unavailable: " + FailureMessages.describe(failure)
                    + "; retrying in " + delay.toMillis() + " ms" + FailureMessages.hint(failure));
        }
        return new ConnectException("The database reported an error: " + FailureMessages.describe(failure) + "; "
                + FailureMessages.remedy(failure));
    }

    ConnectException translate(SchemaMismatchException mismatch) {
        return new ConnectException(mismatch.getMessage());
    }

    /** Passes Flyway's exception on as the cause: the SQL of a migration contains no personal data. */
    ConnectException translate(FlywayException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException database && FailureKind.of(database) == FailureKind.TRANSIENT) {
                return translate(database);
            }
        }
        return new ConnectException("A migration failed: " + failure.getMessage(), failure);
    }
}
