package dev.wherry.pipeline;

import dev.wherry.wire.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the raw events with their outcomes, and the keys and events with the rows of the tables.
 *
 * @param feeds by feed: the raw events and their outcomes in the ledger
 * @param types by type: what its table should hold, its rows, and what PostgreSQL rejected
 * @param histories by type, the same of its history; absent for types without one
 */
public record Reconciliation(Map<String, Feed> feeds, Map<String, Type> types, Map<String, History> histories) {
    public Reconciliation {
        feeds = Map.copyOf(feeds);
        types = Map.copyOf(types);
        histories = Map.copyOf(histories);
    }

    /** The raw events of a feed and their outcomes; an outcome that never occurred may be absent. */
    public record Feed(long raw, Map<Outcome, Long> outcomes) {
        public Feed {
            outcomes = Map.copyOf(outcomes);
        }

        /** The feeds whose raw events are counted. The ledger may have others, which no contract names any longer. */
        static Map<String, Feed> of(Map<String, Long> raw, Map<String, Map<Outcome, Long>> ledger) {
            Map<String, Feed> feeds = new HashMap<>();
            raw.forEach((feed, events) -> feeds.put(feed, new Feed(events, ledger.getOrDefault(feed, Map.of()))));
            return feeds;
        }

        public long count(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0L);
        }

        /** The number of raw events that the ledger accounts for. */
        public long accounted() {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }

        public boolean isBalanced() {
            return raw == accounted();
        }
    }

    /** What a table of a type should hold, and its rows. */
    public sealed interface Type {
        String table();

        /** The keys or events that should have a row. */
        long keys();

        long rows();

        /** The keys or events that PostgreSQL rejected. */
        long rejected();

        boolean isBalanced();

        /** What does not balance. */
        String imbalance(String type);
    }

    /**
     * A table with the state of each key.
     *
     * @param keys the keys whose latest event is not a deletion
     * @param rejected the keys with a row or a deletion that PostgreSQL rejected
     * @param rejectedDeletions those of them with a deletion
     */
    public record StateTable(String table, long keys, long rows, long rejected, long rejectedDeletions)
            implements Type {
        /**
         * A key with a rejected row has no row, or the row of an earlier event. A key with a rejected deletion may still have
         * a row.
         */
        @Override
        public boolean isBalanced() {
            return rows <= keys + rejectedDeletions && keys <= rows + rejected;
        }

        @Override
        public String imbalance(String type) {
            return "type %s: %d keys in state.%s, but %d rows in table %s and %d rejected"
                    .formatted(type, keys, type, rows, table, rejected);
        }
    }

    /**
     * An event table.
     *
     * @param keys the events that the ledger counts as accepted, after the sink's corrections
     */
    public record EventTable(String table, long keys, long rows, long rejected) implements Type {
        @Override
        public boolean isBalanced() {
            return keys == rows + rejected;
        }

        @Override
        public String imbalance(String type) {
            return "type %s: %d events accepted, but %d rows in table %s and %d rejected"
                    .formatted(type, keys, rows, table, rejected);
        }
    }

    /**
     * A history. Copies of an event have one row, and only an audit knows how many copies there are.
     *
     * @param keys the valid events of the type
     * @param states the keys whose latest event is not a deletion, each of which has a row at least
     */
    public record History(String table, long keys, long states, long rows, long rejected) implements Type {
        @Override
        public boolean isBalanced() {
            return states <= rows + rejected && rows + rejected <= keys;
        }

        @Override
        public String imbalance(String type) {
            return "type %s: %d valid events and %d keys in state.%s, but %d rows in table %s and %d rejected"
                    .formatted(type, keys, states, type, rows, table, rejected);
        }
    }

    /** Whether all feeds and types balance. */
    public boolean isBalanced() {
        return imbalances().isEmpty();
    }

    /** A sentence for each feed and type that does not balance. */
    public List<String> imbalances() {
        List<String> sentences = new ArrayList<>();
        feeds.forEach((name, feed) -> {
            if (!feed.isBalanced()) {
                sentences.add("feed %s: %d raw events, but %d outcomes".formatted(name, feed.raw(), feed.accounted()));
            }
        });
        types.forEach((name, type) -> {
            if (!type.isBalanced()) {
                sentences.add(type.imbalance(name));
            }
        });
        histories.forEach((name, history) -> {
            if (!history.isBalanced()) {
                sentences.add(history.imbalance(name));
            }
        });
        return sentences;
    }
}
