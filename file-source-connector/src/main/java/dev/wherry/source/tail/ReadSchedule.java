package dev.wherry.source.tail;

import dev.wherry.connect.retry.Backoff;
import dev.wherry.source.disk.Problems;
import java.io.IOException;
import java.nio.file.Path;

/** When a file is read next, and why the last read failed. */
final class ReadSchedule {
    private long due;
    private boolean idle;
    private long retryPause;
    /** Null if the file is readable. */
    private String unreadableReason;

    ReadSchedule(long now) {
        due = now;
    }

    void readAt(long nanoTime) {
        idle = false;
        due = nanoTime;
    }

    /** Schedules no read until the file changes. */
    void becomeIdle() {
        idle = true;
    }

    boolean isIdle() {
        return idle;
    }

    boolean isDue(long now) {
        return !idle && now - due >= 0;
    }

    /** Schedules a retry. Returns whether the file was readable before. */
    boolean readFailed(Path file, long now, IOException e) {
        boolean first = !isUnreadable();
        unreadableReason = Problems.reason(file, e);
        retryPause = Backoff.IO_ERROR.after(retryPause);
        readAt(now + retryPause);
        return first;
    }

    void readSucceeded() {
        retryPause = 0;
        unreadableReason = null;
    }

    boolean isUnreadable() {
        return unreadableReason != null;
    }

    String unreadableReason() {
        return unreadableReason;
    }
}
