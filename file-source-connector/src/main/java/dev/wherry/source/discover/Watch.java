package dev.wherry.source.discover;

import java.util.function.Consumer;

/** Reports changes in directories. It may miss some, and says so where it can; scans find what it missed. */
public interface Watch extends AutoCloseable {
    /** Watches this directory, too. Does nothing if it already does. */
    void add(FeedDirectory directory);

    /** Waits until there is a change to report, or until the timeout in milliseconds. */
    void await(long timeoutMillis) throws InterruptedException;

    /** Passes on the names reported since the last call. Returns false if some were missed. */
    boolean drain(Consumer<FoundFile> names);

    @Override
    void close();
}
