package dev.wherry.contracts.warehouse;

/** The schema of the warehouse cannot be determined. The message says why, and what to do. */
public final class WarehouseSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WarehouseSchemaException(String message) {
        super(message);
    }
}
