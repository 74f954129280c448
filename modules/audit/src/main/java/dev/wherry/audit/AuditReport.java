package dev.wherry.audit;

import dev.wherry.wire.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an audit found.
 *
 * @param feeds by feed, its raw events and what the topic {@code ledger} says became of them
 * @param differences the first differences
 * @param total how many differences there are
 * @param publishedTwice how many raw events are in their topic again: same file, offset, time and bytes
 * @param publishedTwiceNamed the first of them, a sentence each
 * @param late raw events that came after the audit had begun, and are not judged
 * @param undecided keys whose winner the order of arrival may decide: see {@link Winners}
 * @param refused keys whose last event PostgreSQL refused
 * @param moving whether the pipeline was still at work when patience ended
 */
public record AuditReport(
        Map<String, Feed> feeds,
        List<Difference> differences,
        long total,
        long publishedTwice,
        List<String> publishedTwiceNamed,
        long late,
        long undecided,
        long refused,
        boolean moving) {
    public AuditReport {
        feeds = java.util.Collections.unmodifiableMap(new TreeMap<>(feeds));
        differences = List.copyOf(differences);
        publishedTwiceNamed = List.copyOf(publishedTwiceNamed);
    }

    /** A feed's raw events as they were recounted, and its outcomes as the ledger counts them. */
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

    /** Whether everything is as the raw events say it must be. */
    public boolean balances() {
        return total == 0;
    }
}
