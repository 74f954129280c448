package dev.wherry.s3.feed;

import dev.wherry.s3.store.StoreException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** What keeps a feed from reading just now, and when it tries again. */
final class FeedProblem {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final S3Feed feed;
    private final RandomGenerator random;
    private long pause;
    private long retryAt;
    private String sentence = "";
    private boolean waiting;

    FeedProblem(S3Feed feed, RandomGenerator random) {
        this.feed = feed;
        this.random = random;
    }

    /** Returns whether it is a problem of another kind than the last one. */
    boolean failed(StoreException e, long now) {
        // A lost version is listed again, which is no problem, but not at once: a listing may lag behind.
        String text = e.kind().isLoss() ? "" : sentence(e);
        boolean told = text.isEmpty() || text.equals(sentence);
        sentence = text;
        if (!e.kind().passes()) {
            pause = LONGEST.toNanos();
        } else {
            pause = pause == 0 ? FIRST.toNanos() : Math.min(2 * pause, LONGEST.toNanos());
        }
        retryAt = now + pause / 2 + random.nextLong(pause / 2 + 1);
        waiting = true;
        return !told;
    }

    private String sentence(StoreException e) {
        return "Feed %s cannot be read from the bucket %s: %s (%s). To mend it: %s (feeds/%s.yaml)."
                .formatted(
                        feed.name(),
                        feed.store(),
                        e.kind().sentence(),
                        e.getMessage(),
                        e.kind().remedy(),
                        feed.name());
    }

    boolean isPausing(long now) {
        return waiting && now - retryAt < 0;
    }

    /** Something succeeded. */
    void passed() {
        pause = 0;
        sentence = "";
        waiting = false;
    }

    /** Whether the last attempt failed. */
    boolean isOpen() {
        return waiting;
    }

    /** With its remedy; empty if there is none. */
    String sentence() {
        return sentence;
    }
}
