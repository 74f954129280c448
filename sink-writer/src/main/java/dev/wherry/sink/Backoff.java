package dev.wherry.sink;

import java.time.Duration;

/** How long to wait after the next failure: twice as long after each in a row, up to a limit. */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = shorter(first, longest);
    }

    Duration next() {
        Duration wait = next;
        next = shorter(next.multipliedBy(2), longest);
        return wait;
    }

    void succeeded() {
        next = shorter(first, longest);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
