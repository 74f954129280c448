package dev.wherry.sink.database;

/** The sink cannot use the warehouse until an operator acts. The message says why, and what to do. */
public final class WarehouseSetupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WarehouseSetupException(String message) {
        super(message);
    }
}
