package dev.wherry.contracts;

/** Writes the names of tables and columns into SQL. A contract may name a column {@code order}. */
public final class SqlIdentifiers {
    private SqlIdentifiers() {}

    /** The identifier as a quoted SQL identifier: case is kept, and reserved words are allowed. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
