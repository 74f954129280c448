package dev.wherry.contracts;

import dev.wherry.contracts.condition.Condition;
import dev.wherry.wire.Topics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One event type: which events belong to it, what makes them valid, what orders them, and the table they fill. Created
 * only by {@link Catalog#load}, which checks it.
 *
 * @param feeds the feeds that may carry its events
 * @param version what orders the events of one key, most significant first; may be empty
 * @param columns in the order of the contract file; key columns need not come first
 * @param skip holds for the events that the contract leaves out, valid or not
 * @param delete holds for the events that delete the row of their key
 * @param children the tables for arrays in the events; only of state tables
 */
public record Contract(
        String type,
        List<String> feeds,
        Keep keep,
        List<VersionField> version,
        TableName table,
        List<Column> columns,
        Optional<Condition> skip,
        Optional<Condition> delete,
        List<ChildTable> children) {
    public Contract {
        feeds = List.copyOf(feeds);
        version = List.copyOf(version);
        columns = List.copyOf(columns);
        children = List.copyOf(children);
    }

    /** All tables that the contract fills. */
    public List<TableName> tables() {
        return Stream.concat(Stream.of(table), children.stream().map(ChildTable::name))
                .toList();
    }

    /** Whether the table has a row for every event, instead of one for the state of each key. */
    public boolean isEventTable() {
        return keep == Keep.EVERY;
    }

    /** The topic of the records that become the table's rows. */
    public String topic() {
        return isEventTable() ? Topics.events(type) : Topics.state(type);
    }
}
