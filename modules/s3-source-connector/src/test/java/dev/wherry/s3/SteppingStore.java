package dev.wherry.s3;

import dev.wherry.s3.store.Listing;
import dev.wherry.s3.store.ObjectStore;
import dev.wherry.s3.store.StoreException;
import dev.wherry.s3.store.StoredObject;
import java.util.Optional;

/** Calls back before every request, and again after every one that changes something. */
record SteppingStore(ObjectStore store, Runnable step) implements ObjectStore {
    @Override
    public Listing list(String prefix, String after, String token) throws StoreException {
        step.run();
        return store.list(prefix, after, token);
    }

    @Override
    public byte[] read(StoredObject object, long from, int length) throws StoreException {
        step.run();
        return store.read(object, from, length);
    }

    @Override
    public Optional<StoredObject> head(String key) throws StoreException {
        step.run();
        return store.head(key);
    }

    @Override
    public void tag(String key, String name, String value) throws StoreException {
        step.run();
        store.tag(key, name, value);
        step.run();
    }

    @Override
    public void copy(StoredObject object, String key) throws StoreException {
        step.run();
        store.copy(object, key);
        step.run();
    }

    @Override
    public void delete(StoredObject object) throws StoreException {
        step.run();
        store.delete(object);
        step.run();
    }

    /** The test closes the store. */
    @Override
    public void close() {}
}
