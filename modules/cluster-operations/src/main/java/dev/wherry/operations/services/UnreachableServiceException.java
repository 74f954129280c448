package dev.wherry.operations.services;

/** A given Kafka or PostgreSQL cannot be used. The message is one sentence that says which, why and what to do. */
public final class UnreachableServiceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreachableServiceException(String message, Throwable cause) {
        super(message, cause);
    }
}
