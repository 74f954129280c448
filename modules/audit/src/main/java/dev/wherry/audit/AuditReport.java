package dev.wherry.audit;

import dev.wherry.wire.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of an audit.
 *
 * @param feeds by feed, its raw events and their outcomes according to the topic {@code ledger}
 * @param differences the first differences
 * @param total the number of all differences
 * @param publishedTwice the number of repeated raw events: same file, offset, modification time and bytes
 * @param publishedTwiceNamed a description of the first of them
 * @param lateEvents raw events that arrived after the audit started, and are not checked
 * @param undecidedKeys keys whose winner may depend on the order of arrival: see {@link Winners}
 * @param rejectedKeys keys whose last event PostgreSQL rejected
 * @param moving whether the pipeline was still processing when the patience ended
 */
public record AuditReport(
        Map<String, Feed> feeds,
        List<Difference> differences,
        long total,
        long publishedTwice,
        List<String> publishedTwiceNamed,
        long lateEvents,
        long undecidedKeys,
        long rejectedKeys,
        boolean moving) {
    public AuditReport {
        feeds = Collections.unmodifiableMap(new TreeMap<>(feeds));
        differences = List.copyOf(differences);
        publishedTwiceNamed = List.copyOf(publishedTwiceNamed);
    }

    /** A feed's recounted raw events, and its outcomes according to the ledger. */
    public record Feed(long valid, long invalid, Map<Outcome, Long> ledger) {
        public Feed {
            ledger = Map.copyOf(ledger);
        }

        public long raw() {
            return valid + invalid;
        }

        public long count(Outcome outcome) {
            return ledger.getOrDefault(outcome, 0L);
        }
    }

    /** Whether there is no difference. */
    public boolean isBalanced() {
        return total == 0;
    }
}
