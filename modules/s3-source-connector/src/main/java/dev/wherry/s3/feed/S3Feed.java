package dev.wherry.s3.feed;

import dev.wherry.connect.schedule.Days;
import dev.wherry.connect.schedule.Schedule;
import dev.wherry.s3.store.StoreConfig;
import dev.wherry.split.FileNamePatterns;
import dev.wherry.wire.source.KeyTemplate;
import java.time.Duration;
import java.util.Optional;

/**
 * A feed and its options.
 *
 * @param patterns how objects are read, by the last part of their keys
 * @param documentReceipts whether objects that are one document get receipts
 * @param window how long before a pass keys may have been written that it did not list
 * @param tag {@code name=value}, for the action tag
 * @param moveTo the prefix for the action move
 * @param parallel how many requests run at the same time
 * @param days empty if keys have no day
 */
public record S3Feed(
        String name,
        FileNamePatterns patterns,
        boolean documentReceipts,
        StoreConfig store,
        KeyTemplate keys,
        Duration window,
        FinishedAction finished,
        String tag,
        String moveTo,
        int parallel,
        Optional<Days> days,
        Schedule schedule) {
    @Override
    public String toString() {
        return name;
    }
}
