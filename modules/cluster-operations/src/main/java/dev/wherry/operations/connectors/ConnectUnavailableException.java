package dev.wherry.operations.connectors;

/** Connect did not answer, or its connectors did not start, in time. The message is one sentence that says why. */
public final class ConnectUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConnectUnavailableException(String message) {
        super(message);
    }
}
