package dev.wherry.http.feed;

import dev.wherry.connect.progress.StoredOffsets;
import dev.wherry.connect.schedule.Days;
import dev.wherry.http.progress.ScopeProgress;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** The scopes of a feed and their progress, of which only what is needed is in memory. */
final class FeedScopes {
    /** How many are loaded at once: each look-up makes Connect read its topic of offsets to the end. */
    private static final int BLOCK = 64;

    private final HttpFeed feed;
    private final StoredOffsets offsets;
    private final Clock clock;
    private final Map<Scope, ScopeProgress> loaded = new HashMap<>();
    private final Set<Scope> complete = new HashSet<>();

    FeedScopes(HttpFeed feed, StoredOffsets offsets, Clock clock) {
        this.feed = feed;
        this.offsets = offsets;
        this.clock = clock;
    }

    /** Those to be read, in their order, as far as it is known that they are not complete. */
    List<Scope> due(Instant now) {
        List<LocalDate> days =
                feed.days().map(range -> range.until(range.today(now))).orElse(Collections.singletonList(null));
        List<String> values = feed.each().isEmpty() ? Collections.singletonList(null) : feed.each();
        List<Scope> due = new ArrayList<>();
        for (LocalDate day : days) {
            for (String value : values) {
                Scope scope = new Scope(feed.name(), value, day);
                if (!complete.contains(scope)) {
                    due.add(scope);
                }
            }
        }
        return due;
    }

    /**
     * The progress of a scope; null if it is complete.
     *
     * @param following scopes that are wanted soon
     */
    ScopeProgress progress(Scope scope, Iterable<Scope> following) {
        if (!loaded.containsKey(scope) && !complete.contains(scope)) {
            List<Scope> block = new ArrayList<>(List.of(scope));
            for (Scope other : following) {
                if (block.size() < BLOCK && !loaded.containsKey(other) && !complete.contains(other)) {
                    block.add(other);
                }
            }
            load(block);
        }
        return loaded.get(scope);
    }

    private void load(List<Scope> block) {
        Map<String, List<Map<String, Object>>> stored =
                offsets.read(block.stream().map(Scope::name).toList(), ScopeProgress::partition);
        for (Scope scope : block) {
            try {
                ScopeProgress progress = new ScopeProgress(scope.name(), scope.day() != null, stored.get(scope.name()));
                if (progress.isComplete(asked(scope))) {
                    complete.add(scope);
                } else {
                    loaded.put(scope, progress);
                }
            } catch (IllegalArgumentException e) {
                throw new ConnectException(
                        "This connector did not write the stored offsets of " + scope + " (" + e.getMessage()
                                + "). Reset them with DELETE /connectors/<name>/offsets; all pages are then published"
                                + " again.",
                        e);
            }
        }
    }

    /** A pass that began then is over. Returns whether it completes the scope if it has found what it should. */
    boolean isOver(Scope scope, long passStart) {
        return feed.days()
                .filter(days -> !days.isOpen(scope.day(), days.today(Instant.ofEpochMilli(passStart))))
                .isPresent();
    }

    /** Whether the day of a scope is over. */
    boolean isPast(Scope scope, Instant now) {
        return feed.days().map(days -> scope.day().isBefore(days.today(now))).orElse(false);
    }

    /** What is asked for of a scope: only days of the backfill are. */
    String asked(Scope scope) {
        return feed.days()
                .filter(days -> days.isOfBackfill(scope.day(), days.today(clock.instant())))
                .map(days -> feed.asked())
                .orElse("");
    }

    /** A pass over the scope is over. */
    void passed(Scope scope) {
        if (loaded.get(scope).isComplete(asked(scope))) {
            complete.add(scope);
            loaded.remove(scope);
        }
    }

    /** What it means that there is nothing of a day. */
    Days.Missing missing() {
        return feed.days().map(Days::missing).orElse(Days.Missing.SKIP);
    }
}
