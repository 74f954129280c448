package dev.wherry.contracts;

import java.util.List;

/**
 * One event type: which events it governs, what makes them valid, what orders them, and the table they fill. Made only by
 * {@link Catalog#load}, which has checked it.
 *
 * @param feeds the feeds whose events it looks at
 * @param version what orders the events of one key, most significant first; may be empty
 * @param columns in the order of the contract file; key columns first is not required
 */
public record Contract(
        String type, List<String> feeds, Keep keep, List<VersionField> version, String table, List<Column> columns) {
    public Contract {
        feeds = List.copyOf(feeds);
        version = List.copyOf(version);
        columns = List.copyOf(columns);
    }
}
