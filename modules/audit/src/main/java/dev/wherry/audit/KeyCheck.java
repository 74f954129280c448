package dev.wherry.audit;

import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the types whose key has changed since their state was built: a state record is stored under another key than the one
 * that the contract gives its event. Comparing such a type key by key would report each of its entities.
 */
final class KeyCheck {
    private final AuditDatabase database;
    private final Differences differences;

    KeyCheck(AuditDatabase database, Differences differences) {
        this.database = database;
        this.differences = differences;
    }

    /** Adds one difference for each such type, and returns the types. */
    Set<String> rekeyedTypes() throws SQLException {
        Set<String> types = new TreeSet<>();
        database.each("""
                SELECT last.type, count(DISTINCT last.key)
                FROM wherry_audit_last AS last JOIN wherry_audit_valid AS valid USING (type, digest)
                WHERE last.key <> valid.key AND NOT EXISTS (SELECT FROM wherry_audit_winner AS winner
                    WHERE winner.type = last.type AND winner.key = last.key AND winner.digest = last.digest)
                GROUP BY last.type ORDER BY last.type
                """, row -> {
            String type = row.getString(1);
            types.add(type);
            differences.add(
                    new Difference(
                            Topics.state(type),
                            "",
                            "records under the keys that contract " + type + " gives their events",
                            row.getLong(2)
                                    + " records under other keys, because the contract's key has changed since: run `wherry rebuild`"));
        });
        return types;
    }
}
