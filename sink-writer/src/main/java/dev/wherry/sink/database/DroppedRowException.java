package dev.wherry.sink.database;

import dev.wherry.contracts.TableName;
import java.sql.SQLException;

/** A trigger or rule has dropped or kept a row without an error, so that parent and children would not fit together. */
final class DroppedRowException extends SQLException {
    private static final long serialVersionUID = 1;

    /** No SQLSTATE of PostgreSQL begins with W. */
    static final String STATE = "WC001";

    DroppedRowException(TableName table) {
        super(table.toString(), STATE);
    }
}
