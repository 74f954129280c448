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
 * @param history the table of all versions of each key; only beside a state table
 * @param children the tables for arrays in the events; only of state tables
 * @param extra what becomes of undeclared properties
 * @param snapshot whether each file has all rows, so that others are deleted; only of state tables of one feed
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
        Optional<TableName> history,
        List<ChildTable> children,
        Extra extra,
        Optional<Snapshot> snapshot) {
    public Contract {
        feeds = List.copyOf(feeds);
        version = List.copyOf(version);
        columns = List.copyOf(columns);
        children = List.copyOf(children);
    }

    /** Whether the table has a row for every event, instead of one for the state of each key. */
    public boolean isEventTable() {
        return keep == Keep.EVERY;
    }

    /** Whether rows can be deleted, so that the topic of the states has tombstones. */
    public boolean deletesRows() {
        return delete.isPresent() || snapshot.isPresent();
    }

    /** Whether the sink keeps the rows' versions in a table of its own, because this one has no column for them. */
    public boolean keepsVersionsBeside() {
        return !isEventTable() && columns.stream().noneMatch(column -> column.isFrom(Lineage.VERSION));
    }

    /** The topic of the records that become the table's rows. */
    public String topic() {
        return isEventTable() ? Topics.events(type) : Topics.state(type);
    }

    /** The names of all tables that the contract fills: those of {@link #tables()}, and its child tables. */
    public List<TableName> tableNames() {
        return Stream.concat(
                        tables().stream().map(ContractTable::name),
                        children.stream().map(ChildTable::name))
                .toList();
    }

    /** The tables that records of a topic fill: the contract's table, and its history. */
    public List<ContractTable> tables() {
        ContractTable main = new ContractTable(
                isEventTable() ? ContractTable.Kind.EVENTS : ContractTable.Kind.STATE, table, topic(), columns);
        return history.map(name -> List.of(main, ContractTable.history(name, Topics.events(type), columns)))
                .orElse(List.of(main));
    }
}
