package dev.wherry.sink.batch;

import dev.wherry.contracts.Catalog;
import dev.wherry.wire.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.connect.sink.SinkRecord;

/** Which topic goes where, as the contracts say. Not thread-safe, because the formats of rows are not. */
public final class Routes {
    private final Map<String, Route> routes = new TreeMap<>();
    private final List<StateRows> states = new ArrayList<>();
    private final LedgerRows ledger = new LedgerRows();

    public Routes(Catalog catalog) {
        catalog.contracts().forEach(contract -> {
            StateRows rows = new StateRows(catalog, contract);
            states.add(rows);
            routes.put(Topics.state(contract.type()), new Route.State(rows));
        });
        catalog.feeds().forEach(feed -> routes.put(Topics.invalid(feed), new Route.Invalid(feed)));
        routes.put(Topics.LEDGER, new Route.Ledger(ledger));
    }

    /** Those of the topics that no contract speaks of. */
    public SortedSet<String> unknown(Collection<String> topics) {
        SortedSet<String> unknown = new TreeSet<>(topics);
        unknown.removeAll(routes.keySet());
        return unknown;
    }

    /** Every topic that has somewhere to go. */
    public SortedSet<String> topics() {
        return new TreeSet<>(routes.keySet());
    }

    /** Everything that fills tables, other than the quarantine. */
    public List<RowFormat<SinkRecord>> formats() {
        List<RowFormat<SinkRecord>> formats = new ArrayList<>(states);
        formats.add(ledger);
        return formats;
    }

    /** The contracts' tables. */
    public List<StateRows> states() {
        return List.copyOf(states);
    }

    Route of(String topic) {
        Route route = routes.get(topic);
        if (route == null) {
            throw new IllegalArgumentException("no contract speaks of topic " + topic);
        }
        return route;
    }
}
