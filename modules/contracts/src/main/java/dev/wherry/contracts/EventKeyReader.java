package dev.wherry.contracts;

import dev.wherry.wire.HeaderReader;

/** Reads the keys of events of one type. Not thread-safe. */
public interface EventKeyReader {
    /**
     * Reads the key of any event. Of an event that ends early, the complete values before its end are read.
     *
     * @param value the value of a raw record
     * @param headers the record's headers, which say what the value is
     */
    EventKey read(byte[] value, HeaderReader headers);

    /** Whether the bytes are one complete JSON document. */
    boolean isDocument(byte[] bytes);
}
