package dev.wherry.http.feed;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.batch.RawEvent;
import dev.wherry.connect.progress.ClosedReading;
import dev.wherry.connect.progress.OpenReading;
import dev.wherry.connect.progress.StableHash;
import dev.wherry.http.client.FetchException;
import dev.wherry.http.page.Page;
import dev.wherry.http.page.PageReader;
import dev.wherry.http.progress.ScopeProgress;
import dev.wherry.http.request.PageState;
import dev.wherry.split.SplitEvent;
import dev.wherry.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One pass over a scope: publishes what is new on its pages, each page in one transaction. */
final class ScopePass {
    /** The statuses of APIs that do not know a cursor, a page or an item. */
    private static final Set<Integer> UNKNOWN_PAGE = Set.of(400, 404, 410, 422);

    private final Scope scope;
    private final ScopeProgress progress;
    private final PageReader reader;
    private final Ending ending;
    private final PageState from;
    private boolean any;
    private boolean moved;

    /** Decides at the end of a pass. */
    interface Ending {
        /** @param any whether there was an item */
        void end(Scope scope, ScopeProgress progress, boolean any);
    }

    /** @param from the first page that is requested */
    ScopePass(Scope scope, ScopeProgress progress, PageReader reader, Ending ending, PageState from) {
        this.scope = scope;
        this.progress = progress;
        this.reader = reader;
        this.ending = ending;
        this.from = from;
        this.any = from.number() > 1;
    }

    Scope scope() {
        return scope;
    }

    /**
     * What to know of a failure, as the end of its sentence: empty for nothing. A cursor that was stored may have expired
     * meanwhile.
     */
    String refused(FetchException failure) {
        if (moved || from.number() == 1 || !UNKNOWN_PAGE.contains(failure.status())) {
            return "";
        }
        return switch (progress.refuse()) {
            case AGAIN ->
                " If the page at which reading stopped is refused once more, the day is read again from its"
                        + " first page.";
            case FROM_FIRST -> " The day is read again from its first page, and only what is new is published.";
            case STILL -> "";
            case STUCK ->
                " If the API no longer knows the page at which reading stopped, stop the connector and reset"
                        + " its offsets with DELETE /connectors/<name>/offsets: all its items are then published again.";
        };
    }

    /** When it is to be advanced again, if not after a request. */
    OptionalLong due() {
        return reader.due();
    }

    /** What its request is tried again for; null if for nothing. */
    PageReader.Retry retry() {
        return reader.retry();
    }

    /**
     * Publishes what is at hand. Returns whether the pass is complete.
     *
     * @throws FetchException if it cannot go on
     */
    boolean advance(Batch<Page> batch, BooleanSupplier timeIsUp) throws FetchException {
        reader.start();
        while (!batch.isFull() && !timeIsUp.getAsBoolean()) {
            Page page = reader.poll();
            if (page == null) {
                FetchException failure = reader.failure();
                if (failure != null) {
                    throw failure;
                }
                return false;
            }
            publish(page, batch);
            if (page.next().isEmpty()) {
                return true;
            }
            reader.start();
        }
        return false;
    }

    private void publish(Page page, Batch<Page> batch) {
        moved = true;
        any |= !page.items().isEmpty();
        progress.read(page.state(), page.fingerprints());
        String file = scope.file(page.state().number());
        byte[] name = file.getBytes(StandardCharsets.UTF_8);
        OpenReading reading = OpenReading.of(file);
        List<SplitEvent> published = new ArrayList<>();
        for (int i = 0; i < page.fingerprints().length; i++) {
            if (progress.isNew(page.fingerprints()[i])) {
                SplitEvent item = page.items().get(i);
                progress.remember(page.fingerprints()[i]);
                batch.add(
                        RawEvent.ofPart(Topics.raw(scope.feed()), name, item, null, reading.header()),
                        progress.offset());
                published.add(item);
            }
        }
        if (page.next().isPresent()) {
            progress.continuePass(page.next().get());
        } else {
            ending.end(scope, progress, any);
        }
        if (!published.isEmpty() || progress.isToBeStored()) {
            batch.add(new ClosedReading(
                    reading.plus(published).finished(scope.feed(), page.bytes(), fingerprint(file, page)),
                    progress.offset()));
        }
    }

    /** Tells apart the contents of a page. */
    private static String fingerprint(String file, Page page) {
        long hash = StableHash.add(StableHash.EMPTY, file);
        for (long item : page.fingerprints()) {
            hash = StableHash.add(hash, item);
        }
        return HexFormat.of().toHexDigits(StableHash.finish(hash));
    }

    void close() {
        reader.stop();
    }
}
