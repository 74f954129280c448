package dev.wherry.generator;

import java.io.Closeable;
import java.io.IOException;

/** The directory that a service writes its events to. */
interface Inbox extends Closeable {
    /** Receives every raw event that the pipeline will find, once the event is completely written. */
    interface Listener {
        void eventWritten(Event event, EventPosition position);

        void eventCutOff();
    }

    void write(FileWrite write) throws IOException, InterruptedException;

    /** Completes the files whose pause is over. */
    void finishDue() throws IOException;

    /** Completes all paused files at once. Truncated files stay truncated. */
    void finishAll() throws IOException;

    /** Completes all paused files as {@link #finishAll} does. */
    @Override
    void close() throws IOException;
}
