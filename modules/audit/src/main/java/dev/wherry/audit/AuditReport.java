package dev.wherry.audit;

import dev.wherry.wire.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of an audit.
 *
 * @param changedContracts a sentence for each change of a contract that rows do not follow; if there are any, nothing else
 *     was compared
 * @param notices sentences about what the audit cannot see, and what was erased
 * @param feeds by feed, its raw events and their outcomes according to the ledger
 * @param differences the first differences
 * @param total the number of all differences
 * @param publishedTwice the number of repeated raw events: same file, offset, modification time and bytes
 * @param publishedTwiceNamed a description of the first of them
 * @param lateEvents raw events that arrived after the audit started, and are not checked
 * @param undecidedKeys keys whose winner may depend on the order of arrival: see {@link Winners}
 * @param rejectedKeys keys whose last event PostgreSQL rejected, and still rejects
 * @param rejectedEvents events of event tables in the quarantine, because PostgreSQL rejected them or their key has another
 * @param moving whether the pipeline was still processing when the patience ended
 */
public record AuditReport(
        List<String> changedContracts,
        List<String> notices,
        Map<String, Feed> feeds,
        List<Difference> differences,
        long total,
        long publishedTwice,
        List<String> publishedTwiceNamed,
        long lateEvents,
        long undecidedKeys,
        long rejectedKeys,
        long rejectedEvents,
        boolean moving) {
    public AuditReport {
        changedContracts = List.copyOf(changedContracts);
        notices = List.copyOf(notices);
        feeds = Collections.unmodifiableMap(new TreeMap<>(feeds));
        differences = List.copyOf(differences);
        publishedTwiceNamed = List.copyOf(publishedTwiceNamed);
    }

    /** A feed's recounted raw events, and its outcomes according to the ledger. */
    public record Feed(long valid, long skipped, long invalid, Map<Outcome, Long> ledger) {
        public Feed {
            ledger = Map.copyOf(ledger);
        }

        public long raw() {
            return valid + skipped + invalid;
        }

        public long count(Outcome outcome) {
            return ledger.getOrDefault(outcome, 0L);
        }
    }

    /** The report of an audit that has compared nothing, because contracts have changed. */
    static AuditReport ofChangedContracts(List<String> sentences) {
        return new AuditReport(sentences, List.of(), Map.of(), List.of(), 0, 0, List.of(), 0, 0, 0, 0, false);
    }

    /** Whether the contracts are those of the state, and there is no difference. */
    public boolean isBalanced() {
        return changedContracts.isEmpty() && total == 0;
    }
}
