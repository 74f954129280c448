package dev.wherry.s3.feed;

import dev.wherry.s3.progress.ScopeProgress;
import dev.wherry.s3.read.Fetcher;
import dev.wherry.s3.store.ObjectStore;
import dev.wherry.s3.store.StoreException;
import dev.wherry.s3.store.StoredObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Tags, moves or deletes published objects once their records are committed. Each step can be repeated. */
final class Disposals {
    private final S3Feed feed;
    private final ObjectStore store;
    private final Fetcher fetcher;
    /** Published, and not yet committed. */
    private final Map<StoredObject, ScopeProgress> uncommitted = new LinkedHashMap<>();

    private final Map<StoredObject, ScopeProgress> waiting = new LinkedHashMap<>();
    private final Map<StoredObject, CompletableFuture<Boolean>> running = new LinkedHashMap<>();

    Disposals(S3Feed feed, ObjectStore store, Fetcher fetcher) {
        this.feed = feed;
        this.store = store;
        this.fetcher = fetcher;
    }

    boolean isNeeded() {
        return feed.finished() != FinishedAction.KEEP;
    }

    /** The records of the object are in the batch that is being filled. */
    void published(StoredObject object, ScopeProgress progress) {
        if (isNeeded()) {
            uncommitted.put(object, progress);
        }
    }

    /** Objects that an earlier task left. */
    void left(ScopeProgress progress) {
        List.copyOf(progress.undisposed()).forEach(object -> {
            if (isNeeded()) {
                waiting.put(object, progress);
            } else {
                progress.disposed(object);
            }
        });
    }

    void committed() {
        waiting.putAll(uncommitted);
        uncommitted.clear();
    }

    int size() {
        return uncommitted.size() + waiting.size();
    }

    /**
     * Starts what is to be done, and takes note of what is.
     *
     * @throws StoreException the first failure; what failed is started again by the next call
     */
    void advance() throws StoreException {
        for (Iterator<StoredObject> objects = waiting.keySet().iterator();
                objects.hasNext() && running.size() < feed.parallel(); ) {
            StoredObject object = objects.next();
            if (!running.containsKey(object)) {
                running.put(object, fetcher.start(() -> dispose(object)));
            }
        }
        List<StoredObject> done = new ArrayList<>();
        running.forEach((object, future) -> {
            if (future.isDone()) {
                done.add(object);
            }
        });
        for (StoredObject object : done) {
            Fetcher.result(running.remove(object));
            waiting.remove(object).disposed(object);
        }
    }

    private boolean dispose(StoredObject object) throws StoreException {
        StoredObject now = store.head(object.key()).orElse(null);
        if (now == null || !now.isSameContent(object)) {
            return false;
        }
        try {
            switch (feed.finished()) {
                case KEEP -> {}
                case TAG -> {
                    int equals = feed.tag().indexOf('=');
                    store.tag(
                            object.key(),
                            feed.tag().substring(0, equals),
                            feed.tag().substring(equals + 1));
                }
                case MOVE -> {
                    store.copy(object, feed.moveTo() + object.key());
                    store.delete(object);
                }
                case DELETE -> store.delete(object);
            }
        } catch (StoreException e) {
            if (!e.kind().isLoss()) {
                throw e;
            }
        }
        return true;
    }
}
