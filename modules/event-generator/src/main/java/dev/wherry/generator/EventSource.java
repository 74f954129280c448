package dev.wherry.generator;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Generates the events of a service. */
interface EventSource extends Closeable {
    Event next();

    /** The delay of the original service after an event; zero within a burst. Must be called once after each event. */
    Duration naturalDelay() throws IOException;
}
