package dev.wherry.audit;

/** A prerequisite of the audit is missing. The message says which, and what to do. */
public final class AuditImpossibleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AuditImpossibleException(String message) {
        super(message);
    }
}
