package dev.wherry.contracts.warehouse;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The schema of the warehouse, which is where {@code wherry_offsets} is. PostgreSQL resolves an unqualified name by the
 * search path, which a role's setting or a new schema named like the user can change. The sink would then load everything
 * a second time, somewhere else. Therefore everyone who opens a connection to the warehouse finds its schema here.
 */
public record WarehouseSchema(String name) {
    private static final String OFFSETS = "wherry_offsets";

    /**
     * Finds the schema: the one that the connection's URL names, else the one that holds the offsets of the contracts'
     * topics, else the only one that holds any offsets, else the first of the search path.
     *
     * @param connection a new one, outside a transaction
     * @throws WarehouseSchemaException if another schema holds a warehouse of the same topics, or if no schema exists
     */
    public static WarehouseSchema find(Connection connection, Catalog catalog) throws SQLException {
        SearchPath path = SearchPath.of(connection);
        List<String> topics = catalog.contracts().stream().map(Contract::topic).toList();
        SortedSet<String> all = holders(connection);
        SortedSet<String> holders = new TreeSet<>();
        for (String schema : all) {
            if (holdsAny(connection, schema, topics)) {
                holders.add(schema);
            }
        }
        if (holders.size() > 1) {
            throw SchemaMessages.several(holders, path);
        }
        boolean given = path.isGiven();
        if (given && path.current().isPresent() && !holders.isEmpty()) {
            requireSame(path.current().get(), holders.first(), path);
        }
        if (!given && holders.size() == 1) {
            return new WarehouseSchema(holders.first());
        }
        if (!given && all.size() == 1) {
            return new WarehouseSchema(all.first());
        }
        return new WarehouseSchema(path.current().orElseThrow(() -> SchemaMessages.missing(path)));
    }

    /** The schema that {@link #use} has made the first of this connection's search path. */
    public static WarehouseSchema of(Connection connection) throws SQLException {
        return new WarehouseSchema(connection.getSchema());
    }

    /**
     * Lets unqualified names refer to the warehouse, for commands that know no contracts. Changes nothing if the URL names a
     * schema, or if no schema or more than one holds a warehouse.
     */
    public static void useExisting(Connection connection) throws SQLException {
        SortedSet<String> holders = holders(connection);
        if (holders.size() == 1 && !SearchPath.of(connection).isGiven()) {
            new WarehouseSchema(holders.first()).use(connection);
        }
    }

    /**
     * Lets unqualified names refer to this schema first. The rest of the search path stays, because the functions of triggers
     * may need it.
     */
    public void use(Connection connection) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("""
                SELECT set_config('search_path',
                                  concat_ws(', ', quote_ident(?), nullif(current_setting('search_path'), '')), false)
                """)) {
            set.setString(1, name);
            set.execute();
        }
    }

    /** The qualified name of a table of this schema, as it is written in SQL. */
    public String qualify(String table) {
        return qualify(TableName.of(table));
    }

    /** The qualified name of a table, as it is written in SQL. It is in this schema unless it names another. */
    public String qualify(TableName table) {
        return table.in(name).sql();
    }

    /** Whether this schema has the table. */
    public boolean hasTable(Connection connection, String table) throws SQLException {
        return hasTable(connection, TableName.of(table));
    }

    /** Whether the table exists. Another schema of the search path may have one of the same name. */
    public boolean hasTable(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            select.setString(1, qualify(table));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static void requireSame(String given, String holder, SearchPath path) {
        if (!given.equals(holder)) {
            throw SchemaMessages.elsewhere(given, holder, path);
        }
    }

    /** The schemas with a table of offsets that this user can read. */
    private static SortedSet<String> holders(Connection connection) throws SQLException {
        SortedSet<String> schemas = new TreeSet<>();
        // CASE: the order in which AND evaluates its operands is undefined, and a privilege check of a table that
        // another
        // session is dropping fails
        try (PreparedStatement select = connection.prepareStatement("""
                        SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relname = ? AND c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%'
                          AND CASE WHEN has_schema_privilege(n.oid, 'USAGE')
                                   THEN has_table_privilege(c.oid, 'SELECT') ELSE false END
                        """)) {
            select.setString(1, OFFSETS);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    schemas.add(rows.getString(1));
                }
            }
        }
        return schemas;
    }

    private static boolean holdsAny(Connection connection, String schema, Collection<String> topics)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT EXISTS (SELECT FROM "
                + new WarehouseSchema(schema).qualify(OFFSETS) + " WHERE topic = ANY (?))")) {
            select.setArray(1, connection.createArrayOf("text", topics.toArray()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
