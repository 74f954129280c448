package dev.wherry.sink;

import java.time.Duration;

/** The delay before the next attempt. Doubles with each consecutive failure, up to a maximum. */
final class Backoff {
    private final Duration initial;
    private final Duration max;
    private Duration next;

    Backoff(Duration initial, Duration max) {
        this.initial = initial;
        this.max = max;
        this.next = min(initial, max);
    }

    Duration next() {
        Duration delay = next;
        next = min(next.multipliedBy(2), max);
        return delay;
    }

    void reset() {
        next = min(initial, max);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
