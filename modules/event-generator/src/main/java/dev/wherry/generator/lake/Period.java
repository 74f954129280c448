package dev.wherry.generator.lake;

import java.time.Instant;

/**
 * A period in which vehicles operate.
 *
 * @param finish not part of the period
 */
record Period(String id, Instant start, Instant finish) {
    boolean contains(Instant at) {
        return !at.isBefore(start) && at.isBefore(finish);
    }
}
