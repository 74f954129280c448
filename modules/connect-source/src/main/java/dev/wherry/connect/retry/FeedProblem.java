package dev.wherry.connect.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** What keeps a feed, or a part of it, from being read just now, and when that is tried again. */
public final class FeedProblem {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final RandomGenerator random;
    private long pause;
    private long retryAt;
    private String sentence = "";
    private boolean waiting;

    public FeedProblem(RandomGenerator random) {
        this.random = random;
    }

    /**
     * An attempt has failed. Returns whether it is a problem of another kind than the last one.
     *
     * @param text the problem with its remedy; empty if there is only something to wait for
     * @param passes whether waiting can help; otherwise only a person can
     */
    public boolean failed(String text, boolean passes, long now) {
        boolean told = text.isEmpty() || text.equals(sentence);
        sentence = text;
        if (!passes) {
            pause = LONGEST.toNanos();
        } else {
            pause = pause == 0 ? FIRST.toNanos() : Math.min(2 * pause, LONGEST.toNanos());
        }
        retryAt = now + pause / 2 + random.nextLong(pause / 2 + 1);
        waiting = true;
        return !told;
    }

    /** Whether the next attempt is not due. */
    public boolean isPausing(long now) {
        return waiting && now - retryAt < 0;
    }

    /** Something succeeded. */
    public void passed() {
        pause = 0;
        sentence = "";
        waiting = false;
    }

    /** Whether the last attempt failed. */
    public boolean isOpen() {
        return waiting;
    }

    /** With its remedy; empty if there is none. */
    public String sentence() {
        return sentence;
    }
}
