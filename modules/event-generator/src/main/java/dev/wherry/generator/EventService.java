package dev.wherry.generator;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;

/** One of the two services, running in a thread of its own until it has written all that it was asked for, or is closed. */
public final class EventService implements AutoCloseable {
    private final GeneratorConfig options;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final PauseGate hold = new PauseGate();
    private final GeneratorRun generation;
    private final Thread thread;
    private volatile Throwable failure;

    private EventService(GeneratorConfig options) {
        this.options = options;
        this.generation = new GeneratorRun(options, Time.SYSTEM, stop, hold);
        this.thread = new Thread(this::run, "generate-" + options.kind().table());
    }

    public static EventService start(GeneratorConfig options) {
        EventService service = new EventService(options);
        service.thread.start();
        return service;
    }

    private void run() {
        try {
            generation.run();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            failure = e;
        } finally {
            hold.end();
        }
    }

    /**
     * Returns when everything that it has begun to write is finished and it writes nothing more, until {@link #resume}. What
     * it missed by then, it makes up for at once if it has a rate. Throws if it could not write.
     */
    public void pause() throws IOException, InterruptedException {
        hold.ask();
        throwFailure();
    }

    /** Goes on after {@link #pause}. */
    public void resume() {
        hold.release();
    }

    /** Waits for the end. Throws if the service could not write. */
    public void await() throws IOException, InterruptedException {
        thread.join();
        throwFailure();
    }

    /** Whether it still writes. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    /** Raw events written so far, copies and cut-off ones included. */
    public long written() {
        return generation.written();
    }

    /** What the warehouse must hold of what has been written so far. Only if the options say to remember it. */
    public TruthTable truth() {
        if (!options.remember()) {
            throw new IllegalStateException("the service was not asked to remember what it writes");
        }
        return generation.truth();
    }

    /** Ends the service, which first writes what it holds back and finishes what it has begun. Throws if it could not write. */
    @Override
    public void close() throws IOException {
        stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the service ended");
        }
        throwFailure();
    }

    /** Asks it to end, and does not wait. */
    void stop() {
        stop.countDown();
        hold.release();
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw new IOException(
                    "The " + options.kind().table() + " service could not write to " + options.directory() + ": "
                            + failure,
                    failure);
        }
    }
}
