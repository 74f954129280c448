package dev.wherry.source.discover;

import java.util.function.Consumer;

/** Hears of changes in directories. It may miss some, and says so where it can; scans find what it missed. */
public interface Watch extends AutoCloseable {
    /** Listens to this directory too, from now on. Does nothing if it already does. */
    void add(FeedDirectory directory);

    /** Waits until there is something to hear, at most so long. */
    void await(long millis) throws InterruptedException;

    /** Hands over the names heard of since the last call. Returns false if some were missed. */
    boolean drain(Consumer<FoundFile> names);

    @Override
    void close();
}
