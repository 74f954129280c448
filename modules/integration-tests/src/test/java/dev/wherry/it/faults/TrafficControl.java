package dev.wherry.it.faults;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** How a relay currently treats its traffic: forward, delay, hold or refuse. */
final class TrafficControl {
    private enum Mode {
        FORWARD,
        HOLD,
        REFUSE
    }

    private Mode mode = Mode.FORWARD;
    private volatile long delayMillis;
    private volatile Optional<Supplier<Tap>> tap = Optional.empty();

    void forward() {
        delayMillis = 0;
        set(Mode.FORWARD);
    }

    void hold() {
        set(Mode.HOLD);
    }

    void refuse() {
        set(Mode.REFUSE);
    }

    void delay(long millis) {
        delayMillis = millis;
    }

    void tap(Optional<Supplier<Tap>> taps) {
        tap = taps;
    }

    Optional<Supplier<Tap>> tap() {
        return tap;
    }

    private synchronized void set(Mode next) {
        mode = next;
        notifyAll();
    }

    synchronized boolean isRefused() {
        return mode == Mode.REFUSE;
    }

    /**
     * Blocks until received data may be forwarded.
     *
     * @throws IOException if the connection is cut
     */
    void awaitPermission() throws InterruptedException, IOException {
        if (delayMillis > 0) {
            Thread.sleep(delayMillis);
        }
        synchronized (this) {
            while (mode == Mode.HOLD) {
                wait();
            }
            if (mode == Mode.REFUSE) {
                throw new IOException("cut");
            }
        }
    }
}
