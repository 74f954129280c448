package dev.wherry.connect.schedule;

import dev.wherry.wire.source.DayRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The days that a feed reads.
 *
 * @param backfill further days, if any
 * @param lateDays a day is read again until so many days after it
 */
public record Days(DayRange range, Optional<DayRange> backfill, ZoneId zone, Missing missing, int lateDays) {
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
        return Stream.concat(range.until(today), backfill.stream().flatMap(more -> more.until(today)))
                .sorted()
                .distinct()
                .toList();
    }

    /** Whether the day is one of the backfill. */
    public boolean isOfBackfill(LocalDate day, LocalDate today) {
        return backfill.stream().flatMap(range -> range.until(today)).anyMatch(day::equals);
    }

    /** Whether something of the day may still come. */
    public boolean isOpen(LocalDate day, LocalDate today) {
        return ChronoUnit.DAYS.between(day, today) <= lateDays;
    }
}
