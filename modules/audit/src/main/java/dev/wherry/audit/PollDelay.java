package dev.wherry.audit;

import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;

/** Between two looks at something that changes by itself. */
final class PollDelay {
    private static final Duration LOOK = Duration.ofMillis(500);

    private PollDelay() {}

    static void shortly() {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException stop) {
            throw new InterruptException(stop);
        }
    }
}
