package dev.wherry.wire.source;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/** A first and a last day. */
public record DayRange(DayBound from, DayBound to) {
    /** Reads {@code 2019-04-01..2019-04-07}, or one day; empty if the text is neither, or ends before it begins. */
    public static Optional<DayRange> of(String text) {
        String[] bounds = text.split("\\.\\.", -1);
        if (bounds.length > 2) {
            return Optional.empty();
        }
        return DayBound.of(bounds[0])
                .flatMap(from -> DayBound.of(bounds[bounds.length - 1]).map(to -> new DayRange(from, to)))
                .filter(range -> !range.isReversed());
    }

    /** Whether it ends before it begins on every day. */
    private boolean isReversed() {
        return from.fixed() != null && to.fixed() != null
                ? from.fixed().isAfter(to.fixed())
                : from.fixed() == null && to.fixed() == null && from.daysAgo() < to.daysAgo();
    }

    /** Its days up to today, in their order. */
    public Stream<LocalDate> until(LocalDate today) {
        LocalDate first = from.on(today);
        LocalDate last = to.on(today).isAfter(today) ? today : to.on(today);
        return first.isAfter(last) ? Stream.empty() : first.datesUntil(last.plusDays(1));
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return from + ".." + to;
    }
}
