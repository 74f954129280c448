package dev.wherry.operations.connectors;

/** Connect rejected a connector's configuration. The message is one sentence that gives Connect's reason. */
public final class ConnectorRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConnectorRejectedException(String message) {
        super(message);
    }
}
