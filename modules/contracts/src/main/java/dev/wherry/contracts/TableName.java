package dev.wherry.contracts;

import java.util.Comparator;
import java.util.Optional;

/**
 * The name of a table.
 *
 * @param schema empty for the schema of the warehouse
 */
public record TableName(Optional<String> schema, String table) implements Comparable<TableName> {
    /** Names that SQL need not quote. After a dot, this includes reserved words. */
    private static final String PLAIN = "[a-z_][a-z0-9_]*";

    private static final Comparator<TableName> ORDER =
            Comparator.comparing((TableName name) -> name.schema.orElse("")).thenComparing(TableName::table);

    /** A table in the schema of the warehouse. */
    public static TableName of(String table) {
        return new TableName(Optional.empty(), table);
    }

    public static TableName of(String schema, String table) {
        return new TableName(Optional.of(schema), table);
    }

    /** The name with a schema, which is this one unless it has another. */
    public TableName in(String defaultSchema) {
        return schema.isPresent() ? this : of(defaultSchema, table);
    }

    /** The name as it is written in SQL. */
    public String sql() {
        return schema.map(name -> SqlIdentifiers.quote(name) + ".").orElse("") + SqlIdentifiers.quote(table);
    }

    /** The name as people write it: quoted only where that is necessary. */
    @Override
    public String toString() {
        return schema.map(name -> plain(name) + ".").orElse("") + plain(table);
    }

    private static String plain(String name) {
        return name.matches(PLAIN) ? name : SqlIdentifiers.quote(name);
    }

    @Override
    public int compareTo(TableName other) {
        return ORDER.compare(this, other);
    }
}
