package dev.wherry.contracts.event;

import dev.wherry.contracts.Reason;

/** The parser rejected an event. It has no stack trace: an invalid event is not an error of the program. */
final class RejectedEventException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Reason reason;

    RejectedEventException(Reason reason) {
        super(reason.message(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
