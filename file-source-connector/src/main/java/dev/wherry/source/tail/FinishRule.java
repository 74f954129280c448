package dev.wherry.source.tail;

import dev.wherry.wire.format.Format;
import java.time.Duration;

/**
 * When a file that is read in parts is finished.
 *
 * @param quietPeriod completes a last event, and finishes an array that may be followed by another
 */
record FinishRule(Duration quietPeriod) {
    /** Whether the file is finished, and that is not published yet. */
    boolean isDue(TailedFile file, long now) {
        return isUntold(file) && isFinished(file, now);
    }

    /** Whether the file is finished, and that is published. */
    boolean isTold(TailedFile file, long now) {
        return !isUntold(file) && isFinished(file, now);
    }

    private static boolean isUntold(TailedFile file) {
        return file.progress() == null || file.progress().isReadingOpen();
    }

    /** Whether the file is read to its end and, where it may grow, has not changed for a time. */
    private boolean isFinished(TailedFile file, long now) {
        if (!isReadToItsEnd(file)) {
            return false;
        }
        Duration time = finishedAfter(file);
        return file.isComplete() || (!time.isNegative() && file.hasBeenQuiet(now, time.toNanos()));
    }

    /** Whether the file is about to be finished, so that whoever waits for all files should wait for it. */
    boolean isSoon(TailedFile file) {
        Duration time = finishedAfter(file);
        return isUntold(file)
                && isReadToItsEnd(file)
                && (file.isComplete() || (!time.isNegative() && time.compareTo(quietPeriod) <= 0));
    }

    private static boolean isReadToItsEnd(TailedFile file) {
        return isEmpty(file) || (file.firstLine() != null && file.isCaughtUp());
    }

    /** Whether it has no byte, and nothing is known of an earlier content. */
    private static boolean isEmpty(TailedFile file) {
        return file.firstLine() == null
                && file.location().size() == 0
                && file.location().kind().isPresent();
    }

    /** Negative for never. */
    private Duration finishedAfter(TailedFile file) {
        Duration ofFeed = file.feed().finishedAfter();
        return ofFeed.isNegative() && file.kind().rule().format() == Format.ARRAY && !isEmpty(file)
                ? quietPeriod
                : ofFeed;
    }
}
