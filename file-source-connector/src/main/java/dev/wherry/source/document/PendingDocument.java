package dev.wherry.source.document;

import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.retry.Backoff;
import java.time.Duration;

/**
 * A document that cannot be published yet: it is incomplete and its writer may be at it, or it cannot be read. It is
 * looked at again ever more seldom; when the watch hears of it, at once.
 */
final class PendingDocument {
    private static final Backoff INCOMPLETE = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final FoundFile file;
    private final String key;
    private FileStat stat;
    private long unchangedSince;
    private long pause;
    private long lookAt;
    private boolean unreadable;

    PendingDocument(FoundFile file, String key) {
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
        pause = 0;
    }

    /** Looks again after a while, at the latest when the quiet period is over. */
    void postpone(long now, long quietNanos) {
        pause = INCOMPLETE.after(pause);
        lookAt = now + Math.max(0, Math.min(pause, unchangedSince + quietNanos - now));
    }

    /** Returns whether this is news. */
    boolean failed(long now) {
        boolean news = !unreadable;
        unreadable = true;
        pause = Backoff.IN_TROUBLE.after(news ? 0 : pause);
        lookAt = now + pause;
        return news;
    }
}
