package dev.wherry.it;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition. */
public final class Await {
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    private Await() {}

    /** Fails, with what the supplier says by then, if the condition does not come to hold in time. */
    public static void until(Duration patience, Condition condition, Callable<String> otherwise) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + patience + ": " + otherwise.call());
            }
            Thread.sleep(50);
        }
    }
}
