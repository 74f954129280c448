package dev.wherry.generator;

import java.io.Closeable;
import java.io.IOException;

/** Where a service writes its events. */
interface Inbox extends Closeable {
    /** Is told of every raw event that the pipeline will find, at the moment when it stands in the inbox for good. */
    interface Listener {
        void whole(Event event, EventPosition place);

        void cutOff();
    }

    void write(FileWrite drop) throws IOException, InterruptedException;

    /** Finishes the files whose writer has paused long enough. */
    void finishDue() throws IOException;

    /** Finishes what is begun, at once, except what stays cut off for good. */
    void finishAll() throws IOException;

    /** As {@link #finishAll}. */
    @Override
    void close() throws IOException;
}
