package dev.wherry.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or SIGTERM, made into something that the main thread can wait for. The JVM's end waits until the main thread
 * has closed what it opened, and this last.
 */
final class StopSignal implements AutoCloseable {
    /** Then the JVM ends whatever still runs. */
    private static final long PATIENCE_SECONDS = 14;

    private final CountDownLatch given = new CountDownLatch(1);
    private final CountDownLatch obeyed = new CountDownLatch(1);
    private volatile Runnable whenLate = () -> {};
    private final Thread hook = new Thread(this::stopAndWait, "stop-signal");

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What to do when the main thread is not done in time, and the JVM is about to end all the same. */
    void whenLate(Runnable action) {
        whenLate = action;
    }

    boolean isGivenWithin(Duration time) {
        try {
            return given.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void stopAndWait() {
        given.countDown();
        try {
            if (!obeyed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("wherry: not everything stopped within " + PATIENCE_SECONDS + " s");
                whenLate.run();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        obeyed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook is what is running
        }
    }
}
