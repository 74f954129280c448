package dev.wherry.audit;

/** There is not what an audit needs; the message says what, and what to do. */
public final class AuditImpossibleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AuditImpossibleException(String message) {
        super(message);
    }
}
