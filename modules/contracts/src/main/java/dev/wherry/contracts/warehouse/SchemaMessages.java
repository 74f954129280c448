package dev.wherry.contracts.warehouse;

import java.util.Iterator;
import java.util.SortedSet;

/** What is wrong with the schemas of a database, and what to do. */
final class SchemaMessages {
    private SchemaMessages() {}

    static WarehouseSchemaException elsewhere(String given, String holder, SearchPath path) {
        return exception("""
                The JDBC URL names schema %1$s of database %3$s, but schema %2$s holds the warehouse of these topics: its \
                table wherry_offsets has rows of them. To continue there, set currentSchema=%2$s in the URL, or remove \
                currentSchema. To load everything again into %1$s, stop the sink and drop the table %2$s.wherry_offsets. \
                %4$s""", given, holder, path.database(), otherCluster(holder, path));
    }

    static WarehouseSchemaException several(SortedSet<String> holders, SearchPath path) {
        Iterator<String> names = holders.iterator();
        return exception(
                """
                The schemas %1$s of database %2$s hold a warehouse of the same topics: each has a table wherry_offsets with \
                rows of them. Find out which one is current (SELECT max(written_at) FROM %3$s.wherry_offsets, and from \
                %4$s.wherry_offsets), and drop the table wherry_offsets of the other. %5$s""",
                String.join(" and ", holders),
                path.database(),
                names.next(),
                names.next(),
                otherCluster("that schema", path));
    }

    static WarehouseSchemaException missing(SearchPath path) {
        return path.isGiven()
                ? exception("""
                        Database %1$s has no schema %2$s, which the JDBC URL names, or user %3$s may not use it: create it \
                        (CREATE SCHEMA %2$s), grant USAGE on it, or correct currentSchema in the URL.""", path.database(), path.text(), path.user())
                : exception("""
                        Database %1$s has none of the schemas in the search path of user %3$s (%2$s), or the user may not \
                        use them: create one, or name another by currentSchema in the JDBC URL.""", path.database(), path.text(), path.user());
    }

    private static String otherCluster(String schema, SearchPath path) {
        return "If it belongs to another Kafka cluster, connect as a user without the privilege USAGE on %s, which %s has."
                .formatted(schema, path.user());
    }

    private static WarehouseSchemaException exception(String text, Object... parameters) {
        return new WarehouseSchemaException(text.formatted(parameters));
    }
}
