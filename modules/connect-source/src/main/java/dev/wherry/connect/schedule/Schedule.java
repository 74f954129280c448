package dev.wherry.connect.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When a feed is read, beside the start of its task.
 *
 * @param every ignored if there is a time
 * @param at null for every so often
 */
public record Schedule(Duration every, LocalTime at, ZoneId zone) {
    /** When to begin after a pass that began then. */
    public Instant next(Instant begun) {
        if (at == null) {
            return begun.plus(every);
        }
        ZonedDateTime sameDay = begun.atZone(zone).with(at);
        return (sameDay.toInstant().isAfter(begun) ? sameDay : sameDay.plusDays(1)).toInstant();
    }
}
