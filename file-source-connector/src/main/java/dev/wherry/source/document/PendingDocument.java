package dev.wherry.source.document;

import dev.wherry.connect.retry.Backoff;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.Problems;
import java.io.IOException;
import java.time.Duration;

/**
 * A document that cannot be published yet, because it is incomplete or unreadable. It is retried with exponential
 * backoff, and at once when the watch reports it.
 */
final class PendingDocument {
    private static final Backoff INCOMPLETE = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final FoundFile file;
    private final String key;
    private FileStat stat;
    private long unchangedSince;
    private long retryPause;
    private long due;
    /** Null if the file is readable. */
    private String unreadableReason;

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

    long due() {
        return due;
    }

    boolean isUnreadable() {
        return unreadableReason != null;
    }

    String unreadableReason() {
        return unreadableReason;
    }

    /** Whether the file was readable and had the same stat the last time. */
    boolean isUnchanged(FileStat now) {
        return now.equals(stat) && !isUnreadable();
    }

    boolean hasBeenQuiet(long now, long quietNanos) {
        return now - unchangedSince >= quietNanos;
    }

    /** The file changed: the quiet period starts again. */
    void changed(FileStat newStat, long now) {
        stat = newStat;
        unchangedSince = now;
        unreadableReason = null;
        retryPause = 0;
    }

    /** Schedules a retry, no later than the end of the quiet period. */
    void postpone(long now, long quietNanos) {
        retryPause = INCOMPLETE.after(retryPause);
        due = now + Math.max(0, Math.min(retryPause, unchangedSince + quietNanos - now));
    }

    /** Schedules a retry. Returns whether the file was readable before. */
    boolean readFailed(long now, IOException e) {
        boolean first = !isUnreadable();
        unreadableReason = Problems.reason(file.path(), e);
        retryPause = Backoff.IO_ERROR.after(first ? 0 : retryPause);
        due = now + retryPause;
        return first;
    }
}
