package dev.wherry.contracts.event;

import dev.wherry.contracts.Reason;

/** Leaves the parser when an event is no JSON document that Wherry takes. Without a stack trace: bad events are no news of the program. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Reason reason;

    RefusedException(Reason reason) {
        super(reason.message(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
