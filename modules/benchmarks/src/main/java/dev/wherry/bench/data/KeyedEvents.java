package dev.wherry.bench.data;

/** Events of one type, by number: greater numbers win over smaller ones of the same key. */
public interface KeyedEvents {
    /** The key of an event. */
    long key(long number);

    /** As a document of several lines, as the challenge's services write it. */
    byte[] document(long number);

    /** Of its file. */
    String fileName(long number);
}
