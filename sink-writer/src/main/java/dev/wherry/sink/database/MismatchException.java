package dev.wherry.sink.database;

import java.util.List;

/** The database's tables are not those of the contracts. The message holds every difference. */
public final class MismatchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MismatchException(List<String> differences) {
        super("the database does not fit the contracts; correct it by a migration, or correct the contract:\n"
                + String.join("\n", differences));
    }
}
