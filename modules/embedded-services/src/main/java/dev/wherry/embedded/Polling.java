package dev.wherry.embedded;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what tells nobody when it happens. */
final class Polling {
    private static final long PAUSE_MS = 20;

    private Polling() {}

    /** Asks until there is an answer or the time is over; then empty. */
    static <T> Optional<T> value(Duration patience, Supplier<Optional<T>> question) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent() || System.nanoTime() > deadline) {
                return answer;
            }
            pause();
        }
    }

    /** Asks until the condition holds or the time is over; says which. */
    static boolean until(Duration patience, BooleanSupplier condition) {
        return value(patience, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("Interrupted while waiting for a service.", e);
        }
    }
}
