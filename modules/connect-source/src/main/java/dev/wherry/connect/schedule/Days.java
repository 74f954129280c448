package dev.wherry.connect.schedule;

import dev.wherry.wire.source.DayBound;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * The days that a feed reads.
 *
 * @param lateDays a day is read again until so many days after it
 */
public record Days(DayBound from, DayBound to, ZoneId zone, Missing missing, int lateDays) {
    /** What it means that a past day has nothing to read. */
    public enum Missing {
        SKIP,
        FAIL,
        WAIT;

        /** As options name it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Of such a name. */
        public static Missing ofLabel(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /** The day that it is in the feed's time zone. */
    public LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, zone);
    }

    /** All days up to today, in their order. */
    public List<LocalDate> until(LocalDate today) {
        LocalDate last = to.on(today).isAfter(today) ? today : to.on(today);
        LocalDate first = from.on(today);
        return first.isAfter(last)
                ? List.of()
                : first.datesUntil(last.plusDays(1)).toList();
    }

    /** Whether something of the day may still come. */
    public boolean isOpen(LocalDate day, LocalDate today) {
        return ChronoUnit.DAYS.between(day, today) <= lateDays;
    }
}
