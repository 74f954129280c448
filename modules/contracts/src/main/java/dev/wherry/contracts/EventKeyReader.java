package dev.wherry.contracts;

/** Reads the keys of events of one type. Not thread-safe. */
public interface EventKeyReader {
    /**
     * Reads the key of any event. Of an event that ends early, the complete values before its end are read.
     *
     * @param event the event's bytes
     */
    EventKey read(byte[] event);

    /** Whether the bytes are one complete JSON document. */
    boolean isDocument(byte[] bytes);
}
