package dev.wherry.s3;

import dev.wherry.s3.store.Listing;
import dev.wherry.s3.store.ObjectStore;
import dev.wherry.s3.store.StoreException;
import dev.wherry.s3.store.StoredObject;
import java.util.Optional;

/** Each read takes some turns of the task, whose thread goes on meanwhile. */
final class SlowStore implements ObjectStore {
    private final ObjectStore store;
    private final int turnsARead;
    private int turns;

    SlowStore(ObjectStore store, int turnsARead) {
        this.store = store;
        this.turnsARead = turnsARead;
    }

    synchronized void turn() {
        turns++;
        notifyAll();
    }

    private synchronized void awaitTurns() throws StoreException {
        int end = turns + turnsARead;
        try {
            while (turns < end) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new StoreException(StoreException.Kind.UNREACHABLE, "the task is stopped", e);
        }
    }

    @Override
    public byte[] read(StoredObject object, long from, int length) throws StoreException {
        awaitTurns();
        return store.read(object, from, length);
    }

    @Override
    public Listing list(String prefix, String after, String token) throws StoreException {
        return store.list(prefix, after, token);
    }

    @Override
    public Optional<StoredObject> head(String key) throws StoreException {
        return store.head(key);
    }

    @Override
    public void tag(String key, String name, String value) throws StoreException {
        store.tag(key, name, value);
    }

    @Override
    public void copy(StoredObject object, String key) throws StoreException {
        store.copy(object, key);
    }

    @Override
    public void delete(StoredObject object) throws StoreException {
        store.delete(object);
    }

    @Override
    public void close() {
        store.close();
    }
}
