package dev.wherry.s3.progress;

import dev.wherry.connect.progress.OpenReading;
import dev.wherry.connect.progress.PartitionOffset;
import dev.wherry.s3.store.StoredObject;
import dev.wherry.split.SplitPosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Reads a {@link SimulatedLake} in passes. Each object has {@link #EVENTS} events. Transactions are committed or lost. */
final class SimulatedReader {
    static final int EVENTS = 3;

    private final SimulatedLake lake;
    private final long window;
    private final int pageEntries;
    private final Map<Map<String, String>, Map<String, Object>> stored = new HashMap<>();
    private final List<String> published = new ArrayList<>();
    private final List<Pending> transaction = new ArrayList<>();
    private final Set<PartitionOffset> changed = new LinkedHashSet<>();
    private final Deque<StoredObject> queue = new ArrayDeque<>();
    private ScopeProgress progress;
    private String listedTo;
    private boolean listed;
    private long passes;

    /** An event that is published, and not yet committed. */
    private record Pending(String event, PartitionOffset offset) {}

    SimulatedReader(SimulatedLake lake, long window, int pageEntries) {
        this.lake = lake;
        this.window = window;
        this.pageEntries = pageEntries;
        restart();
    }

    /** A new task begins with what is committed. */
    void restart() {
        transaction.clear();
        changed.clear();
        queue.clear();
        List<Map<String, Object>> offsets = new ArrayList<>();
        for (int page = 0; page < stored.size(); page++) {
            offsets.add(stored.get(ScopeProgress.partition("scope", page)));
        }
        progress = new ScopeProgress("scope", window, false, offsets, pageEntries);
        beginListing();
        if (progress.open() != null) {
            queue.add(progress.open().object());
            listedTo = progress.open().object().key();
        }
    }

    private void beginListing() {
        listed = false;
        listedTo = progress.after();
    }

    /** Lists one page of keys. */
    void list(int limit) {
        if (listed) {
            return;
        }
        if (!progress.isInPass()) {
            progress.beginPass(lake.now);
        }
        List<StoredObject> page = lake.list(listedTo, limit);
        boolean idle = queue.isEmpty();
        for (StoredObject object : page) {
            listedTo = object.key();
            if (progress.isNew(object)) {
                queue.add(object);
            }
        }
        listed = page.size() < limit;
        if (idle && queue.isEmpty() && listedTo != null) {
            progress.skipTo(listedTo);
        }
    }

    /** Publishes the next event, if any is known, or ends the pass. */
    void publish() {
        if (transaction.isEmpty()) {
            progress.beginBatch();
        }
        StoredObject object = queue.peek();
        if (object == null) {
            if (listed) {
                progress.endPass();
                passes++;
                beginListing();
            }
        } else if (!lake.contains(object)) {
            progress.abandon();
            queue.clear();
            beginListing();
        } else if (!progress.isPageFull()) {
            publish(object);
        }
    }

    /** Whether nothing is published before the next commit. */
    boolean isBatchFull() {
        return progress.isPageFull();
    }

    private void publish(StoredObject object) {
        OpenObject open = progress.open() == null ? OpenObject.of(object) : progress.open();
        long event = open.position().offset();
        if (event + 1 == EVENTS) {
            progress.complete(object);
            queue.remove();
        } else {
            progress.advance(new OpenObject(
                    object,
                    new SplitPosition(event + 1, 0, SplitPosition.START.state()),
                    OpenReading.of(object.key())));
        }
        transaction.add(new Pending(event(object, event), progress.offset()));
        changed.add(progress.offset());
    }

    static String event(StoredObject object, long number) {
        return object.key() + " " + object.etag() + " " + number;
    }

    /** Stores records and offsets. Without records there is no transaction. */
    void commit() {
        changed.forEach(offset -> stored.put(offset.partition(), new HashMap<>(offset.capture())));
        changed.forEach(PartitionOffset::markCommitted);
        changed.clear();
        transaction.forEach(pending -> published.add(pending.event()));
        transaction.clear();
    }

    /**
     * A worker without exactly-once support is killed: of each source partition, some of the first records are acknowledged,
     * and the offset of the last of these is stored.
     */
    void killWithoutTransaction(RandomGenerator random) {
        for (PartitionOffset offset : changed) {
            List<Pending> records = transaction.stream()
                    .filter(pending -> pending.offset() == offset)
                    .toList();
            int acknowledged = random.nextInt(records.size() + 1);
            records.subList(0, acknowledged).forEach(pending -> published.add(pending.event()));
            if (acknowledged > 0) {
                boolean last = acknowledged == records.size();
                stored.put(offset.partition(), new HashMap<>(last ? offset.capture() : offset.stored()));
            }
        }
        restart();
    }

    List<String> published() {
        return published;
    }

    int pages() {
        return progress.pageCount();
    }

    long passes() {
        return passes;
    }
}
