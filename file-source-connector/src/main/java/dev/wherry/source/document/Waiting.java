package dev.wherry.source.document;

import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.FileStat;
import java.time.Duration;

/**
 * A document that cannot be published yet: it is incomplete and its writer may be at it, or it cannot be read. It is
 * looked at again ever more seldom; when the watch hears of it, at once.
 */
final class Waiting {
    private static final long FIRST_PAUSE = Duration.ofMillis(50).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE_IN_TROUBLE = Duration.ofSeconds(60).toNanos();

    private final FoundFile file;
    private final String key;
    private FileStat stat;
    private long unchangedSince;
    private long pause = FIRST_PAUSE;
    private long lookAt;
    private boolean unreadable;

    Waiting(FoundFile file, String key) {
        this.file = file;
        this.key = key;
    }

    FoundFile file() {
        return file;
    }

    String key() {
        return key;
    }

    long lookAt() {
        return lookAt;
    }

    boolean isUnreadable() {
        return unreadable;
    }

    /** Whether the file is as it was when it was last looked at. */
    boolean isUnchanged(FileStat now) {
        return now.equals(stat) && !unreadable;
    }

    boolean hasBeenQuiet(long now, long quietNanos) {
        return now - unchangedSince >= quietNanos;
    }

    /** It is not what it was: the quiet period begins anew. */
    void changed(FileStat newStat, long now) {
        stat = newStat;
        unchangedSince = now;
        unreadable = false;
        pause = FIRST_PAUSE;
    }

    /** Looks again after a while, at the latest when the quiet period is over. */
    void postpone(long now, long quietNanos) {
        lookAt = now + Math.max(0, Math.min(pause, unchangedSince + quietNanos - now));
        pause = Math.min(2 * pause, LONGEST_PAUSE);
    }

    /** Returns whether this is news. */
    boolean failed(long now) {
        boolean news = !unreadable;
        unreadable = true;
        pause = news ? LONGEST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE_IN_TROUBLE);
        lookAt = now + pause;
        return news;
    }
}
