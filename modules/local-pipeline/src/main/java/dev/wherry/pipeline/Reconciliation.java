package dev.wherry.pipeline;

import dev.wherry.wire.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What came in and what became of it.
 *
 * @param feeds by feed: how many raw events there are and how many the ledger holds of each outcome
 * @param types by type: how many keys the state holds, how many rows its table, and of how many keys PostgreSQL
 *     refused a row
 */
public record Reconciliation(Map<String, Feed> feeds, Map<String, Type> types) {
    public Reconciliation {
        feeds = Map.copyOf(feeds);
        types = Map.copyOf(types);
    }

    /** A feed's raw events and its outcomes; an outcome that never occurred may be absent. */
    public record Feed(long raw, Map<Outcome, Long> outcomes) {
        public Feed {
            outcomes = Map.copyOf(outcomes);
        }

        /** The feeds that have raw events counted. A ledger may know others, which no contract names any more. */
        static Map<String, Feed> of(Map<String, Long> raw, Map<String, Map<Outcome, Long>> ledger) {
            Map<String, Feed> feeds = new HashMap<>();
            raw.forEach((feed, events) -> feeds.put(feed, new Feed(events, ledger.getOrDefault(feed, Map.of()))));
            return feeds;
        }

        public long count(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0L);
        }

        /** How many raw events the ledger accounts for. */
        public long accounted() {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }

        public boolean balances() {
            return raw == accounted();
        }
    }

    public record Type(String table, long keys, long rows, long refused) {
        /** Where a row was refused, its key has none, or still the one before it. */
        public boolean balances() {
            return rows <= keys && keys <= rows + refused;
        }
    }

    public boolean balance() {
        return imbalances().isEmpty();
    }

    /** A sentence for each account that does not balance. */
    public List<String> imbalances() {
        List<String> sentences = new ArrayList<>();
        feeds.forEach((name, feed) -> {
            if (!feed.balances()) {
                sentences.add(
                        "feed %s: %d raw events, but outcomes of %d".formatted(name, feed.raw(), feed.accounted()));
            }
        });
        types.forEach((name, type) -> {
            if (!type.balances()) {
                sentences.add("type %s: %d keys in state.%s, but %d rows in table %s and %d refused"
                        .formatted(name, type.keys(), name, type.rows(), type.table(), type.refused()));
            }
        });
        return sentences;
    }
}
