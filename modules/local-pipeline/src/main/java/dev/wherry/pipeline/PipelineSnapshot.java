package dev.wherry.pipeline;

import dev.wherry.wire.Outcome;
import java.util.Map;

/**
 * Where the pipeline stands, as far as can be had cheaply.
 *
 * @param files event files taken since the start
 * @param pending event files that are seen but not yet taken and handed over
 * @param feeds by feed: its committed raw events and the warehouse's count of each outcome
 * @param rows rows in the contracts' tables
 */
public record PipelineSnapshot(long files, long pending, Map<String, Reconciliation.Feed> feeds, long rows) {
    public PipelineSnapshot {
        feeds = Map.copyOf(feeds);
    }

    public long rawEvents() {
        return feeds.values().stream().mapToLong(Reconciliation.Feed::raw).sum();
    }

    public long count(Outcome outcome) {
        return feeds.values().stream().mapToLong(feed -> feed.count(outcome)).sum();
    }

    /** How many raw events are not yet in the warehouse's ledger; 0 while that knows more than have been counted. */
    public long lag() {
        return feeds.values().stream()
                .mapToLong(feed -> Math.max(0, feed.raw() - feed.accounted()))
                .sum();
    }
}
