package dev.wherry.bench.pipeline;

import java.util.function.LongUnaryOperator;

/**
 * A feed and the table that its events fill.
 *
 * @param rows the number of rows that the first events of the feed leave in the table, by their number
 */
public record FeedTable(String feed, String table, LongUnaryOperator rows) {
    /** The feed and the table of the shipped type {@code card}, and of others that are named like it. */
    public static FeedTable ofCards(long cards) {
        return new FeedTable("cards", "cards", events -> Math.min(events, cards));
    }
}
