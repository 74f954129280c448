package dev.wherry.sink;

import org.apache.kafka.connect.errors.ConnectException;

/**
 * The task has failed for a reason that a restart cannot remove: the contracts do not fit the tables, a migration failed, a
 * statement is invalid, or the server refuses the user. Its class name in Connect's task trace tells supervisors not to
 * restart the task. It has no cause, so that the trace is the message and the stack.
 */
public final class OperatorActionRequiredException extends ConnectException {
    private static final long serialVersionUID = 1;

    public OperatorActionRequiredException(String message) {
        super(message);
    }
}
