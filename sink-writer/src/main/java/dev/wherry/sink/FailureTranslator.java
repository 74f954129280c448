package dev.wherry.sink;

import dev.wherry.sink.database.Failure;
import dev.wherry.sink.database.MismatchException;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.flywaydb.core.api.FlywayException;

/**
 * Tells the worker what a failure means: try the same batch again after a while, or stop and let a person act. The
 * driver's exceptions are not handed on as causes, because the worker logs them, and they can hold values of rows.
 */
final class FailureTranslator {
    private final Backoff backoff;
    private final SinkTaskContext context;

    FailureTranslator(Backoff backoff, SinkTaskContext context) {
        this.backoff = backoff;
        this.context = context;
    }

    void over() {
        backoff.succeeded();
    }

    ConnectException meaning(SQLException failure) {
        if (Failure.of(failure) == Failure.TRANSIENT) {
            Duration wait = backoff.next();
            context.timeout(wait.toMillis());
            return new RetriableException("The database cannot be used: " + Failure.describe(failure)
                    + "; trying again in " + wait.toMillis() + " ms" + Failure.hint(failure));
        }
        return new ConnectException(
                "The database refuses: " + Failure.describe(failure) + "; " + Failure.remedy(failure));
    }

    ConnectException meaning(MismatchException mismatch) {
        return new ConnectException(mismatch.getMessage());
    }

    /** A migration's own SQL is no personal data, so Flyway may say all that it knows. */
    ConnectException meaning(FlywayException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException database && Failure.of(database) == Failure.TRANSIENT) {
                return meaning(database);
            }
        }
        return new ConnectException("A migration failed: " + failure.getMessage(), failure);
    }
}
