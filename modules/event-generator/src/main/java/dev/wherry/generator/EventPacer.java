package dev.wherry.generator;

import java.time.Duration;

/** Decides when the next event is due, and when the run ends. */
final class EventPacer {
    /** Maximum wait at a time, so that other work that is due is not delayed. */
    private static final long MAX_WAIT = Duration.ofMillis(500).toNanos();
    /** Shorter waits are skipped: at high rates events are written in small groups. */
    private static final long MIN_WAIT = Duration.ofMillis(1).toNanos();

    private final GeneratorConfig config;
    private final GeneratorClock clock;
    private final long start;
    private long events;
    private long due;

    EventPacer(GeneratorConfig config, GeneratorClock clock) {
        this.config = config;
        this.clock = clock;
        this.start = clock.nanos();
        this.due = start;
    }

    boolean hasNext() {
        return (config.count().isEmpty() || events < config.count().getAsLong()) && remainingNanos() > 0;
    }

    /** @param naturalDelay the wait of the service if no rate is configured */
    void eventWritten(Duration naturalDelay) {
        events++;
        due = config.rate().isPresent()
                ? start + (long) (events * 1e9 / config.rate().getAsDouble())
                : clock.nanos() + naturalDelay.toNanos();
    }

    /** The time to wait now; zero if the next event is due or the run is over. */
    Duration untilNext() {
        if (!hasNext()) {
            return Duration.ZERO;
        }
        long wait = due - clock.nanos();
        return wait < MIN_WAIT ? Duration.ZERO : Duration.ofNanos(Math.min(Math.min(wait, MAX_WAIT), remainingNanos()));
    }

    private long remainingNanos() {
        return config.duration().isEmpty()
                ? Long.MAX_VALUE
                : config.duration().get().toNanos() - (clock.nanos() - start);
    }
}
