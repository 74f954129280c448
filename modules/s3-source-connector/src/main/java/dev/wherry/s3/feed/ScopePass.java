package dev.wherry.s3.feed;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.progress.ClosedReading;
import dev.wherry.connect.text.LogText;
import dev.wherry.s3.progress.OpenObject;
import dev.wherry.s3.progress.ScopeProgress;
import dev.wherry.s3.read.Fetcher;
import dev.wherry.s3.read.ObjectReading;
import dev.wherry.s3.store.Listing;
import dev.wherry.s3.store.StoreException;
import dev.wherry.s3.store.StoredObject;
import dev.wherry.split.FileKind;
import dev.wherry.split.IgnoredFiles;
import dev.wherry.split.IgnoredReason;
import dev.wherry.wire.receipt.FinishedFile.Ending;
import dev.wherry.wire.source.KeyTemplate;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** One pass over a scope: lists it page by page, and publishes what is new in the order of the keys. */
final class ScopePass {
    /** The next page is listed while fewer objects are queued. */
    private static final int QUEUE_LOW = 500;

    private static final long PREFETCH_BYTES = 32L * 1024 * 1024;

    private final S3Feed feed;
    private final ObjectReading.Target target;
    private final ScopeProgress progress;
    private final Disposals disposals;
    private final KeyTemplate.Keys keys;
    private final IgnoredFiles ignored;
    private final Deque<ObjectReading> queue = new ArrayDeque<>();
    private CompletableFuture<Listing> listing;
    private String listedTo;
    private String token;
    private boolean listed;
    private boolean any;

    ScopePass(S3Feed feed, ObjectReading.Target target, Scope scope, ScopeProgress progress, Disposals disposals) {
        this.feed = feed;
        this.target = target;
        this.progress = progress;
        this.disposals = disposals;
        this.keys = feed.keys().of(scope.day());
        this.ignored = new IgnoredFiles(List.of(feed.name()));
        this.listedTo = progress.after();
        resume();
        this.any = listedTo != null;
    }

    /**
     * An object that an earlier task has not read to its end comes first. Keys that have come before it since are left to the
     * next pass, for which they are new.
     */
    private void resume() {
        OpenObject open = progress.open();
        if (open != null) {
            listedTo = open.object().key();
            kindOf(open.object()).ifPresent(kind -> queue.add(new ObjectReading(target, kind, open)));
        }
    }

    /** Publishes what is at hand. Returns whether the pass is complete. */
    boolean advance(Batch<StoredObject> batch, BooleanSupplier timeIsUp) throws IOException {
        if (progress.open() != null && queue.isEmpty()) {
            // No rule matches its name any longer.
            lost(Ending.REMOVED, batch);
        }
        list();
        progress.beginBatch();
        while (!batch.isFull() && !progress.isPageFull() && !timeIsUp.getAsBoolean() && !queue.isEmpty()) {
            prefetch();
            publish(queue.peek(), batch, timeIsUp);
            list();
        }
        if (!listed || !queue.isEmpty()) {
            return false;
        }
        progress.endPass();
        return true;
    }

    private void publish(ObjectReading reading, Batch<StoredObject> batch, BooleanSupplier timeIsUp)
            throws IOException {
        try {
            if (reading.publish(batch, progress, timeIsUp)) {
                queue.remove().close();
                disposals.published(reading.object(), progress);
            }
        } catch (StoreException e) {
            if (e.kind().isLoss()) {
                lost(e.kind() == StoreException.Kind.NOT_FOUND ? Ending.REMOVED : Ending.REWRITTEN, batch);
            }
            throw e;
        }
    }

    /** The version that was listed is gone. Lists again from the last key that is done with. */
    private void lost(Ending ending, Batch<StoredObject> batch) throws IOException {
        OpenObject open = progress.open();
        if (open != null) {
            progress.abandon();
            if (open.reading().events() > 0) {
                batch.add(new ClosedReading(
                        open.reading().abandoned(feed.name(), open.position().offset(), ending), progress.offset()));
            }
        }
        for (ObjectReading reading : queue) {
            reading.close();
        }
        queue.clear();
        listing = null;
        listed = false;
        token = null;
        listedTo = progress.after();
    }

    private void list() throws StoreException {
        while (!listed && queue.size() < QUEUE_LOW) {
            if (listing == null) {
                String after = listedTo;
                String from = token;
                listing = target.fetcher().start(() -> target.store().list(keys.prefix(), after, from));
            }
            if (!listing.isDone()) {
                return;
            }
            CompletableFuture<Listing> done = listing;
            listing = null;
            take(Fetcher.result(done));
        }
    }

    private void take(Listing page) {
        if (!progress.isInPass()) {
            progress.beginPass(page.serverTime());
        }
        boolean idle = queue.isEmpty();
        for (StoredObject object : page.objects()) {
            listedTo = object.key();
            if (keys.contain(object.key()) && !object.name().isEmpty()) {
                any = true;
                found(object);
            }
        }
        token = page.token();
        listed = !page.hasMore();
        if (idle && queue.isEmpty() && listedTo != null) {
            progress.skipTo(listedTo);
        }
    }

    private void found(StoredObject object) {
        Optional<FileKind> kind = kindOf(object);
        if (kind.isPresent()) {
            if (progress.isNew(object)) {
                queue.add(new ObjectReading(target, kind.get(), OpenObject.of(object)));
            }
        } else if (!feed.patterns().isIgnored(object.name())) {
            ignored.add(feed.name(), IgnoredReason.UNMATCHED, LogText.of(object.key()));
        }
    }

    private Optional<FileKind> kindOf(StoredObject object) {
        return feed.patterns().kindOf(object.name());
    }

    /** Loads the beginnings of the next objects at the same time. */
    private void prefetch() {
        int count = 0;
        long bytes = 0;
        for (ObjectReading next : queue) {
            if (count++ == 2 * feed.parallel() || bytes > PREFETCH_BYTES) {
                return;
            }
            next.prefetch();
            bytes += next.object().size();
        }
    }

    /** Whether any object of the scope exists. */
    boolean foundAny() {
        return any;
    }

    IgnoredFiles ignored() {
        return ignored;
    }

    int pending() {
        return queue.size();
    }

    /** When the oldest object was modified that is not published; {@link Long#MAX_VALUE} if there is none. */
    long oldest() {
        return queue.stream()
                .mapToLong(reading -> reading.object().modified())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    void close() throws IOException {
        for (ObjectReading reading : queue) {
            reading.close();
        }
    }
}
