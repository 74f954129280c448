package dev.wherry.http.feed;

import dev.wherry.connect.schedule.Days;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The past days of which there is nothing, if that is not expected. */
final class MissingDays {
    private final HttpFeed feed;
    private final Map<String, String> sentences = new TreeMap<>();

    MissingDays(HttpFeed feed) {
        this.feed = feed;
    }

    /** A pass has found items of a scope or none. Returns whether that is a problem. */
    boolean found(Scope scope, boolean any, boolean isPast) {
        boolean expected =
                feed.days().map(days -> days.missing() == Days.Missing.SKIP).orElse(true);
        if (any || !isPast || expected) {
            sentences.remove(scope.name());
            return false;
        }
        sentences.put(
                scope.name(),
                "Feed %s has nothing for %s: look into the API, or write missing: skip in feeds/%s.yaml."
                        .formatted(feed, scope, feed));
        return true;
    }

    int count() {
        return sentences.size();
    }

    SortedSet<String> sentences() {
        return new TreeSet<>(sentences.values());
    }
}
