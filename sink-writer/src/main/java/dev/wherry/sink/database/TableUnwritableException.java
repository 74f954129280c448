package dev.wherry.sink.database;

import java.sql.SQLException;

/** A table cannot be written, whatever the row. The message names the table and contains no value of a row. */
final class TableUnwritableException extends SQLException {
    private static final long serialVersionUID = 1;

    TableUnwritableException(String message, String state) {
        super(message, state);
    }
}
