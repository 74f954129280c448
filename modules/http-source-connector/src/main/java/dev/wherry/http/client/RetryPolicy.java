package dev.wherry.http.client;

import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * When a request is tried again.
 *
 * @param statuses of answers; connections that break are always retried
 * @param times how often at most
 * @param within for how long since the first failure
 * @param firstPause before the first retry; each following pause is twice as long
 */
public record RetryPolicy(Set<Integer> statuses, int times, Duration within, Duration firstPause) {
    private static final int MAX_DOUBLINGS = 30;

    /** A request is never tried again. */
    public static final long GIVE_UP = -1;

    public RetryPolicy {
        statuses = Set.copyOf(statuses);
    }

    /**
     * How long to wait after a failure in nanoseconds, or {@link #GIVE_UP}.
     *
     * @param failures of this request, this one included
     * @param sinceFirst nanoseconds since the first of them
     */
    public long pause(FetchException failure, int failures, long sinceFirst, RandomGenerator random) {
        boolean retried = failure.kind().isBroken() || statuses.contains(failure.status());
        if (!retried || failures > times) {
            return GIVE_UP;
        }
        long longest = within.toNanos();
        long doubled = firstPause.toNanos() << Math.min(failures - 1, MAX_DOUBLINGS);
        long pause = doubled <= 0 || doubled > longest ? longest : doubled;
        long jittered = pause / 2 + random.nextLong(pause / 2 + 1);
        long asked = failure.retryAfter() == null ? 0 : failure.retryAfter().toNanos();
        long chosen = Math.max(jittered, asked);
        return sinceFirst + chosen > longest ? GIVE_UP : chosen;
    }
}
