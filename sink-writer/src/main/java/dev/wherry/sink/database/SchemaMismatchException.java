package dev.wherry.sink.database;

import java.util.List;

/** The tables of the database differ from the contracts. The message lists every difference. */
public final class SchemaMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SchemaMismatchException(List<String> differences) {
        super("the database does not match the contracts; correct it with a migration, or correct the contract:\n"
                + String.join("\n", differences));
    }
}
