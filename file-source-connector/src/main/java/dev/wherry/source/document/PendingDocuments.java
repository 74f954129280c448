package dev.wherry.source.document;

import dev.wherry.source.discover.FoundFile;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** The documents that cannot be published yet, by when to look at them again. */
final class PendingDocuments {
    private final Map<String, PendingDocument> byKey = new HashMap<>();
    private final PriorityQueue<Turn> turns = new PriorityQueue<>(Turn::compare);
    private int unreadable;

    /** When a file's turn was to be. One that has been given another turn since, or has left, is passed over. */
    private record Turn(long at, PendingDocument file) {
        /** By difference, because nanoTime may wrap around. */
        static int compare(Turn one, Turn other) {
            return Long.signum(one.at - other.at);
        }
    }

    boolean holds(FoundFile file) {
        return !byKey.isEmpty() && byKey.containsKey(file.key());
    }

    /** Takes out the file of that name, or a new entry if there is none. */
    PendingDocument take(FoundFile file) {
        String key = file.key();
        PendingDocument found = byKey.remove(key);
        if (found == null) {
            return new PendingDocument(file, key);
        }
        count(found, -1);
        return found;
    }

    /** Takes out a file whose turn it is; null if there is none. */
    PendingDocument next(long now) {
        while (!turns.isEmpty() && turns.peek().at() - now <= 0) {
            Turn turn = turns.poll();
            if (byKey.get(turn.file().key()) == turn.file() && turn.file().lookAt() == turn.at()) {
                return take(turn.file().file());
            }
        }
        return null;
    }

    void put(PendingDocument file) {
        byKey.put(file.key(), file);
        turns.add(new Turn(file.lookAt(), file));
        count(file, 1);
    }

    private void count(PendingDocument file, int change) {
        unreadable += file.isUnreadable() ? change : 0;
    }

    int size() {
        return byKey.size();
    }

    int unreadable() {
        return unreadable;
    }
}
