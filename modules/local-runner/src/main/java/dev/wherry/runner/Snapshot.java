package dev.wherry.runner;

import dev.wherry.wire.Outcome;
import java.util.Map;

/**
 * Where the pipeline stands, as far as can be had cheaply.
 *
 * @param files event files taken since the start
 * @param pending event files that are seen but not yet taken and handed over
 * @param raw committed raw events by feed
 * @param ledger by feed, the warehouse's count of each outcome
 * @param rows rows in the contracts' tables
 */
public record Snapshot(
        long files, long pending, Map<String, Long> raw, Map<String, Map<Outcome, Long>> ledger, long rows) {
    public long rawEvents() {
        return raw.values().stream().mapToLong(Long::longValue).sum();
    }

    public long count(Outcome outcome) {
        return ledger.values().stream()
                .mapToLong(outcomes -> outcomes.getOrDefault(outcome, 0L))
                .sum();
    }

    public long accounted() {
        return ledger.values().stream()
                .flatMap(outcomes -> outcomes.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** How many raw events are not yet in the warehouse's ledger. */
    public long lag() {
        return rawEvents() - accounted();
    }
}
