package dev.wherry.source.retry;

import java.time.Duration;

/**
 * How long to wait before something is tried again: each time twice as long as the time before, within limits. Whoever
 * waits holds the last pause alone, because a million files may wait.
 */
public final class Backoff {
    /** For what the file system refuses. */
    public static final Backoff IN_TROUBLE = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    private final long first;
    private final long longest;

    public Backoff(Duration first, Duration longest) {
        this.first = first.toNanos();
        this.longest = longest.toNanos();
    }

    /**
     * The next pause.
     *
     * @param pause the one before; 0 if there was none
     * @return in nanoseconds, and never 0
     */
    public long after(long pause) {
        return pause == 0 ? first : Math.min(2 * pause, longest);
    }
}
