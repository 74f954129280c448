package dev.wherry.sink;

import dev.wherry.sink.database.FailureKind;
import dev.wherry.sink.database.FailureMessages;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkTaskContext;

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
        String message = "The database reported an error: " + FailureMessages.describe(failure) + "; "
                + FailureMessages.remedy(failure);
        return FailureKind.of(failure) == FailureKind.FATAL && !FailureKind.isServerFault(failure)
                ? new OperatorActionRequiredException(message)
                : new ConnectException(message);
    }
}
