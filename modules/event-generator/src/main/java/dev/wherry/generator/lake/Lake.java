package dev.wherry.generator.lake;

import java.io.IOException;

/** Where objects are written. */
interface Lake extends AutoCloseable {
    /** May return before the object is written. */
    void put(String key, byte[] content) throws IOException;

    /** Returns once everything is written. */
    @Override
    void close() throws IOException;
}
