package dev.wherry.embedded;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a condition that sends no notification, by polling it. */
final class Polling {
    private static final long INTERVAL_MS = 20;

    private Polling() {}

    /** Polls until a value is as wanted; the last one that is not if the timeout expires first. */
    static <T> T until(Duration timeout, Supplier<T> supplier, Predicate<T> isWanted) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            T value = supplier.get();
            if (isWanted.test(value) || System.nanoTime() > deadline) {
                return value;
            }
            pause();
        }
    }

    /** Polls until the value is present; empty if the timeout expires first. */
    static <T> Optional<T> untilPresent(Duration timeout, Supplier<Optional<T>> supplier) {
        return until(timeout, supplier, Optional::isPresent);
    }

    /** Polls until the condition is true; returns false if the timeout expires first. */
    static boolean untilTrue(Duration timeout, BooleanSupplier condition) {
        return until(timeout, condition::getAsBoolean, value -> value);
    }

    private static void pause() {
        try {
            Thread.sleep(INTERVAL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("Interrupted while waiting for a service.", e);
        }
    }
}
