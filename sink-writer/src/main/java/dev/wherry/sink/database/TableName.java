package dev.wherry.sink.database;

import dev.wherry.contracts.SqlIdentifiers;

/** The qualified name of a table, for messages. */
record TableName(String schema, String table) {
    private static final String PLAIN = "[a-z_][a-z0-9_]*";

    /** As it can be written in SQL; quoted only where that is necessary. After a dot, reserved words need no quotes. */
    @Override
    public String toString() {
        return plain(schema) + "." + plain(table);
    }

    private static String plain(String name) {
        return name.matches(PLAIN) ? name : SqlIdentifiers.quote(name);
    }
}
