package dev.wherry.generator;

import java.time.Duration;

/** When the next event is due, and whether there is to be one. */
final class EventPacer {
    /** Never waits longer in one go, so that other things that are due get their turn. */
    private static final long LONGEST_WAIT = Duration.ofMillis(500).toNanos();
    /** Not worth falling asleep for: at high rates events come in small groups. */
    private static final long SHORTEST_WAIT = Duration.ofMillis(1).toNanos();

    private final GeneratorConfig options;
    private final Time time;
    private final long start;
    private long events;
    private long due;

    EventPacer(GeneratorConfig options, Time time) {
        this.options = options;
        this.time = time;
        this.start = time.nanos();
        this.due = start;
    }

    boolean goesOn() {
        return (options.count().isEmpty() || events < options.count().getAsLong()) && left() > 0;
    }

    /** @param rest how long the service would wait by itself */
    void wrote(Duration rest) {
        events++;
        due = options.rate().isPresent()
                ? start + (long) (events * 1e9 / options.rate().getAsDouble())
                : time.nanos() + rest.toNanos();
    }

    /** How long to wait now; zero if the next event is due or there is to be none. */
    Duration untilNext() {
        if (!goesOn()) {
            return Duration.ZERO;
        }
        long wait = due - time.nanos();
        return wait < SHORTEST_WAIT ? Duration.ZERO : Duration.ofNanos(Math.min(Math.min(wait, LONGEST_WAIT), left()));
    }

    private long left() {
        return options.duration().isEmpty()
                ? Long.MAX_VALUE
                : options.duration().get().toNanos() - (time.nanos() - start);
    }
}
