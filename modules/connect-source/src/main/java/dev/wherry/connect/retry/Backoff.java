package dev.wherry.connect.retry;

import java.time.Duration;

/**
 * Exponential backoff: each pause is twice as long as the previous one, within limits. It is stateless: the caller
 * keeps the previous pause as one long, because a million files may wait. The sink writer's stateful backoff counts the
 * failures of one task, so the two stages share no code.
 */
public final class Backoff {
    /** After a file system error. */
    public static final Backoff IO_ERROR = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    private final long first;
    private final long longest;

    public Backoff(Duration first, Duration longest) {
        this.first = first.toNanos();
        this.longest = longest.toNanos();
    }

    /**
     * Returns the next pause in nanoseconds, never 0.
     *
     * @param previous the previous pause in nanoseconds; 0 before the first
     */
    public long after(long previous) {
        return previous == 0 ? first : Math.min(2 * previous, longest);
    }
}
