package dev.wherry.s3.store;

import java.util.Optional;

/** One bucket of a store. Every method is one or two requests, blocks, and is not retried. Thread-safe. */
public interface ObjectStore extends AutoCloseable {
    /**
     * Lists objects in the order of their keys, at most 1,000.
     *
     * @param after only greater keys; null for all
     * @param token of the page before, if that had no keys; null otherwise
     */
    Listing list(String prefix, String after, String token) throws StoreException;

    /**
     * Reads a part of an object.
     *
     * @return exactly that many bytes
     * @throws StoreException also if the object is gone or has another content now
     */
    byte[] read(StoredObject object, long from, int length) throws StoreException;

    /** The object of that key; empty if there is none. */
    Optional<StoredObject> head(String key) throws StoreException;

    /** Adds a tag to an object, or replaces the one of that name. */
    void tag(String key, String name, String value) throws StoreException;

    /** Copies an object to another key of the bucket. */
    void copy(StoredObject object, String key) throws StoreException;

    /** Deletes an object unless it has another content now. */
    void delete(StoredObject object) throws StoreException;

    @Override
    void close();
}
