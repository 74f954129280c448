package dev.wherry.sink.batch;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.ContractTable;
import dev.wherry.wire.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.connect.sink.SinkRecord;

/** The route of every topic that the contracts define. Not thread-safe, because the row formats are not. */
public final class TopicRoutes {
    private final Map<String, Route> routes = new TreeMap<>();
    private final List<RowFormat<SinkRecord>> formats = new ArrayList<>();
    private final SortedSet<String> rowTopics = new TreeSet<>();
    private final SortedSet<String> stateTopics = new TreeSet<>();

    public TopicRoutes(Catalog catalog) {
        for (Contract contract : catalog.contracts()) {
            for (ContractTable table : contract.tables()) {
                rowTopics.add(table.topic());
                if (table.kind() == ContractTable.Kind.STATE) {
                    stateTopics.add(table.topic());
                }
                addTable(table.topic(), format(catalog, contract, table));
            }
        }
        catalog.feeds().forEach(feed -> routes.put(Topics.invalid(feed), new Route.ToQuarantine(feed)));
        addTable(Topics.LEDGER, new LedgerRowFormat());
        addTable(Topics.RECEIPTS, new ReceiptRowFormat());
        addTable(Topics.CONTRACTS, new ContractRowFormat());
        if (catalog.hasSnapshots()) {
            addTable(Topics.FILES, new SnapshotRowFormat());
        }
    }

    private static RecordRowFormat format(Catalog catalog, Contract contract, ContractTable table) {
        return switch (table.kind()) {
            case STATE -> new StateRowFormat(catalog, contract);
            case EVENTS -> new EventRowFormat(catalog, contract);
            case HISTORY -> new HistoryRowFormat(catalog, contract, table);
        };
    }

    private void addTable(String topic, RecordRowFormat format) {
        routes.put(topic, new Route.ToTable(format));
        formats.add(format);
        format.deletions().ifPresent(formats::add);
    }

    /** The given topics that have no route. */
    public SortedSet<String> unknown(Collection<String> topics) {
        SortedSet<String> unknown = new TreeSet<>(topics);
        unknown.removeAll(routes.keySet());
        return unknown;
    }

    /** Every topic that has a route. */
    public SortedSet<String> topics() {
        return new TreeSet<>(routes.keySet());
    }

    /** The topics of the contracts' tables. */
    public SortedSet<String> rowTopics() {
        return new TreeSet<>(rowTopics);
    }

    /** The topics of the contracts' tables that have a row for each key. */
    public SortedSet<String> stateTopics() {
        return new TreeSet<>(stateTopics);
    }

    /** The formats of all rows that are written or deleted, except those of the quarantine. */
    public List<RowFormat<SinkRecord>> formats() {
        return List.copyOf(formats);
    }

    /**
     * Orders records of tables, none of which has a defect, by topic and by the keys of their rows; 0 if they have one row.
     */
    public Comparator<SinkRecord> rowOrder() {
        return Comparator.comparing(SinkRecord::originalTopic)
                .thenComparing((one, other) ->
                        ((Route.ToTable) of(one.originalTopic())).format().compareKeys(one, other));
    }

    Route of(String topic) {
        Route route = routes.get(topic);
        if (route == null) {
            throw new IllegalArgumentException("no contract defines topic " + topic);
        }
        return route;
    }
}
