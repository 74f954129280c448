package dev.wherry.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the main thread wait for Ctrl-C or SIGTERM. The JVM's shutdown waits until the main thread has closed its resources and
 * ends the process itself, with its own exit code: see {@link #exit}.
 */
final class StopSignal implements AutoCloseable {
    /** After this time the JVM exits regardless. */
    private static final long TIMEOUT_SECONDS = 14;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final Thread main = Thread.currentThread();
    private volatile Runnable timeoutAction = () -> {};
    private final Thread hook = new Thread(this::requestAndWait, "stop-signal");

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Sets what to do if the main thread has not closed this in time, before the JVM exits. */
    void onTimeout(Runnable action) {
        timeoutAction = action;
    }

    /** Returns true as soon as a stop is requested, and false after the timeout. */
    boolean await(Duration timeout) {
        try {
            return requested.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void requestAndWait() {
        requested.countDown();
        try {
            main.join(TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS));
            if (main.isAlive()) {
                System.err.println("wherry: shutdown did not complete within " + TIMEOUT_SECONDS + " s");
                timeoutAction.run();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook is already running
        }
    }

    /** Ends the process. After a signal, the JVM would end it with another exit code than the one that was announced. */
    static void exit(int code) {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
        } catch (IllegalStateException shuttingDown) {
            Runtime.getRuntime().halt(code);
        }
        System.exit(code);
    }
}
