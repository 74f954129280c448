package dev.wherry.pipeline;

import dev.wherry.wire.Outcome;
import java.util.Map;

/**
 * The progress of the pipeline, as far as it can be determined cheaply.
 *
 * @param files event files published since the start
 * @param pending event files found but not yet published and disposed of
 * @param ignored files that could hold events and are not read
 * @param feeds by feed: the committed raw events, and the outcomes in the warehouse's ledger
 * @param rows the number of rows in the contracts' tables
 */
public record PipelineSnapshot(
        long files, long pending, long ignored, Map<String, Reconciliation.Feed> feeds, long rows) {
    public PipelineSnapshot {
        feeds = Map.copyOf(feeds);
    }

    /** The same with another number of pending files. */
    PipelineSnapshot withPending(long otherPending) {
        return new PipelineSnapshot(files, otherPending, ignored, feeds, rows);
    }

    /** The number of committed raw events. */
    public long rawEvents() {
        return feeds.values().stream().mapToLong(Reconciliation.Feed::raw).sum();
    }

    /** The number of events with an outcome. */
    public long count(Outcome outcome) {
        return feeds.values().stream().mapToLong(feed -> feed.count(outcome)).sum();
    }

    /** The number of raw events not yet in the warehouse's ledger; 0 if the ledger is ahead of the count. */
    public long lag() {
        return feeds.values().stream()
                .mapToLong(feed -> Math.max(0, feed.raw() - feed.accounted()))
                .sum();
    }
}
