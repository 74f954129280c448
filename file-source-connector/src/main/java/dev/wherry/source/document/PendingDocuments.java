package dev.wherry.source.document;

import dev.wherry.source.discover.FoundFile;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** The documents that cannot be published yet, ordered by when to retry them. */
final class PendingDocuments {
    private final Map<String, PendingDocument> byKey = new HashMap<>();
    private final PriorityQueue<Retry> retries = new PriorityQueue<>(Retry::compare);
    private int unreadable;

    /** A scheduled retry. It is stale, and skipped, if the document was rescheduled or removed since. */
    private record Retry(long due, PendingDocument document) {
        /** Compares the difference, because nanoTime may overflow. */
        static int compare(Retry one, Retry other) {
            return Long.signum(one.due - other.due);
        }
    }

    boolean contains(FoundFile file) {
        return !byKey.isEmpty() && byKey.containsKey(file.key());
    }

    /** Removes the document of that name, or creates one that is not in here. */
    PendingDocument removeOrCreate(FoundFile file) {
        String key = file.key();
        PendingDocument document = byKey.remove(key);
        if (document == null) {
            return new PendingDocument(file, key);
        }
        countUnreadable(document, -1);
        return document;
    }

    /** Removes a document that is due; null if there is none. */
    PendingDocument removeDue(long now) {
        while (!retries.isEmpty() && retries.peek().due() - now <= 0) {
            Retry retry = retries.poll();
            PendingDocument document = retry.document();
            if (byKey.get(document.key()) == document && document.due() == retry.due()) {
                return removeOrCreate(document.file());
            }
        }
        return null;
    }

    void put(PendingDocument document) {
        byKey.put(document.key(), document);
        retries.add(new Retry(document.due(), document));
        countUnreadable(document, 1);
    }

    private void countUnreadable(PendingDocument document, int change) {
        unreadable += document.isUnreadable() ? change : 0;
    }

    int size() {
        return byKey.size();
    }

    int unreadable() {
        return unreadable;
    }

    Stream<PendingDocument> unreadableDocuments() {
        return unreadable == 0 ? Stream.empty() : byKey.values().stream().filter(PendingDocument::isUnreadable);
    }
}
