package dev.wherry.audit;

import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;

/** The delay between two polls of the pipeline. */
final class PollDelay {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private PollDelay() {}

    static void sleep() {
        try {
            Thread.sleep(INTERVAL.toMillis());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
