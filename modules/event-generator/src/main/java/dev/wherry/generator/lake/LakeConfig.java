package dev.wherry.generator.lake;

import dev.wherry.generator.DayRange;
import java.time.Duration;

/**
 * What the lake holds.
 *
 * @param every the time from one object to the next one
 * @param duplicates the share of objects that are delivered twice
 */
record LakeConfig(long seed, DayRange days, Duration every, int vehicles, double duplicates) {
    LakeConfig {
        if (every.toSeconds() < 2 || every.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("the time from object to object is " + every + ": use 2s to 5m");
        }
        if (vehicles < 1 || vehicles > 100_000) {
            throw new IllegalArgumentException("the number of vehicles is " + vehicles + ": use 1 to 100000");
        }
    }
}
