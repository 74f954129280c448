package dev.wherry.sink.database;

import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * When refused rows are tried again. A pass tries every open row once, in several transactions. A pass is due after a
 * batch, and after a pass that has brought rows in, because other rows may depend on these. While batches follow each
 * other, passes take at most a tenth of the time.
 */
final class RetrySchedule {
    private static final int PAUSE_FACTOR = 9;

    private boolean passDue = true;
    private boolean progress;
    /** Set while a pass is under way: the rows tried since then are done. */
    private Optional<OffsetDateTime> passStart = Optional.empty();

    private long pausedAt = System.nanoTime();
    private long pause;
    private boolean waitsForOther;

    /** Other rows have been written or refused. */
    void changed() {
        passDue = true;
    }

    boolean isDue() {
        return passDue || passStart.isPresent();
    }

    /**
     * Whether to try rows now.
     *
     * @param idle whether no batch waits
     */
    boolean isDueNow(boolean idle) {
        boolean pauseOver = System.nanoTime() - pausedAt >= pause;
        return isDue() && (pauseOver || idle && !waitsForOther);
    }

    Optional<OffsetDateTime> passStart() {
        return passStart;
    }

    void tried(QuarantineRetry.Result result, long nanos) {
        pausedAt = System.nanoTime();
        pause = PAUSE_FACTOR * nanos;
        waitsForOther = result.locked();
        if (result.locked()) {
            return;
        }
        if (passStart.isEmpty()) {
            passStart = result.readAt();
            passDue = false;
        }
        progress |= result.resolved() > 0;
        if (result.complete()) {
            passDue |= progress;
            progress = false;
            passStart = Optional.empty();
        }
    }
}
