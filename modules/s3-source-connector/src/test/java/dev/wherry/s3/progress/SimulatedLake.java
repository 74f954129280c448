package dev.wherry.s3.progress;

import dev.wherry.s3.store.StoredObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The objects of a scope. A write becomes visible, by its key, after at most the window. */
final class SimulatedLake {
    private final RandomGenerator random;
    private final long window;
    private final Map<String, StoredObject> visible = new TreeMap<>();
    private final List<Write> writes = new ArrayList<>();
    private int versions;
    long now = 10_000;

    private record Write(StoredObject object, long visibleAt) {}

    SimulatedLake(RandomGenerator random, long window) {
        this.random = random;
        this.window = window;
    }

    /** Time passes, and writes become visible. */
    void advance(long by) {
        now += by;
        for (Iterator<Write> each = writes.iterator(); each.hasNext(); ) {
            Write write = each.next();
            if (write.visibleAt() <= now) {
                StoredObject old = visible.get(write.object().key());
                if (old == null || old.modified() <= write.object().modified()) {
                    visible.put(write.object().key(), write.object());
                }
                each.remove();
            }
        }
    }

    /** Writes a version of one of so many keys. */
    void write(int keys) {
        String key = "k" + (1000 + random.nextInt(keys));
        long delay = random.nextBoolean() ? 0 : random.nextLong(window + 1);
        writes.add(new Write(new StoredObject(key, "v" + versions++, 1, now), now + delay));
        advance(0);
    }

    void delete() {
        visible.keySet().stream()
                .skip(random.nextInt(visible.size() + 1))
                .findFirst()
                .ifPresent(visible::remove);
    }

    /** Whether exactly this version is there. */
    boolean contains(StoredObject object) {
        return object.equals(visible.get(object.key()));
    }

    List<StoredObject> list(String after, int limit) {
        return visible.values().stream()
                .filter(object -> after == null || object.key().compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    Collection<StoredObject> objects() {
        return visible.values();
    }
}
