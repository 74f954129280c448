package dev.wherry.generator;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Makes a service's events, one after another. */
interface EventSource extends Closeable {
    Event next();

    /**
     * Called once after each event has been written: how long the service itself would wait now. Zero in the midst of a
     * burst.
     */
    Duration rest() throws IOException;
}
