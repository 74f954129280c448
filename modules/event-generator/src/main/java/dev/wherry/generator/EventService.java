package dev.wherry.generator;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;

/** One of the two services. It runs in a dedicated thread until it has written all its events or is closed. */
public final class EventService implements AutoCloseable {
    private final GeneratorConfig config;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final PauseGate pauseGate = new PauseGate();
    private final GeneratorRun run;
    private final Thread thread;
    private volatile Throwable failure;

    private EventService(GeneratorConfig config) {
        this.config = config;
        this.run = new GeneratorRun(config, GeneratorClock.SYSTEM, stop, pauseGate);
        this.thread = new Thread(this::run, "generate-" + config.kind().table());
    }

    public static EventService start(GeneratorConfig config) {
        EventService service = new EventService(config);
        service.thread.start();
        return service;
    }

    private void run() {
        try {
            run.run();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            failure = e;
        } finally {
            pauseGate.end();
        }
    }

    /**
     * Pauses the service until {@link #resume}. On return, all files are complete and the service writes no more. A service
     * with a rate catches up after the pause. Throws if a write failed.
     */
    public void pause() throws IOException, InterruptedException {
        pauseGate.pauseAndWait();
        throwFailure();
    }

    /** Ends a {@link #pause}. */
    public void resume() {
        pauseGate.resume();
    }

    /** Waits until the service has ended. Throws if a write failed. */
    public void await() throws IOException, InterruptedException {
        thread.join();
        throwFailure();
    }

    /** Whether the service has not ended yet. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    /** The number of raw events written so far, including copies and truncated ones. */
    public long written() {
        return run.written();
    }

    /** The expected rows of the warehouse after the events written so far. Needs {@link GeneratorConfig#remember}. */
    public TruthTable truth() {
        if (!config.remember()) {
            throw new IllegalStateException(
                    "the service does not record the expected rows; configure it to remember them");
        }
        return run.truth();
    }

    /** Stops the service after it has written its buffered events and completed its files. Throws if a write failed. */
    @Override
    public void close() throws IOException {
        stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the service to end");
        }
        throwFailure();
    }

    /** Requests the stop and does not wait for it. */
    void stop() {
        stop.countDown();
        pauseGate.resume();
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw new IOException(
                    "The " + config.kind().table() + " service could not write to " + config.directory() + ": "
                            + failure,
                    failure);
        }
    }
}
