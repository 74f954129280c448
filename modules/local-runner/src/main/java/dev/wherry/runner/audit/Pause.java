package dev.wherry.runner.audit;

import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;

/** Between two looks at something that changes by itself. */
final class Pause {
    private static final Duration LOOK = Duration.ofMillis(500);

    private Pause() {}

    static void shortly() {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException stop) {
            throw new InterruptException(stop);
        }
    }
}
