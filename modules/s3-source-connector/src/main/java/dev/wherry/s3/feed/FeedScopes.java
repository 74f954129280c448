package dev.wherry.s3.feed;

import dev.wherry.connect.progress.StoredOffsets;
import dev.wherry.connect.schedule.Days;
import dev.wherry.s3.progress.ScopeProgress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** The scopes of a feed and their progress. */
final class FeedScopes {
    private final S3Feed feed;
    private final StoredOffsets offsets;
    private final Disposals disposals;
    private final Map<Scope, ScopeProgress> scopes = new HashMap<>();
    private final Set<Scope> passed = new HashSet<>();

    FeedScopes(S3Feed feed, StoredOffsets offsets, Disposals disposals) {
        this.feed = feed;
        this.offsets = offsets;
        this.disposals = disposals;
    }

    ScopeProgress progress(Scope scope) {
        return scopes.get(scope);
    }

    /** A pass over the scope is complete. */
    void passed(Scope scope) {
        passed.add(scope);
    }

    /** Those to be listed, in their order, with their progress loaded. */
    List<Scope> due(Instant now, Set<Scope> missing) {
        List<Scope> found = new ArrayList<>();
        if (feed.days().isEmpty()) {
            found.add(new Scope(feed.name(), null));
        } else {
            Days days = feed.days().get();
            LocalDate today = days.today(now);
            days.until(today).stream()
                    .map(day -> new Scope(feed.name(), day))
                    .filter(scope ->
                            !passed.contains(scope) || days.isOpen(scope.day(), today) || missing.contains(scope))
                    .forEach(found::add);
        }
        load(found.stream().filter(scope -> !scopes.containsKey(scope)).toList());
        return found;
    }

    private void load(List<Scope> unknown) {
        if (unknown.isEmpty()) {
            return;
        }
        Map<String, List<Map<String, Object>>> stored =
                offsets.read(unknown.stream().map(Scope::name).toList(), ScopeProgress::partition);
        for (Scope scope : unknown) {
            try {
                ScopeProgress progress = new ScopeProgress(
                        scope.name(), feed.window().toMillis(), disposals.isNeeded(), stored.get(scope.name()));
                scopes.put(scope, progress);
                disposals.left(progress);
            } catch (IllegalArgumentException e) {
                throw new ConnectException(
                        "This connector did not write the stored offsets of " + scope.name() + " (" + e.getMessage()
                                + "). Reset them with DELETE /connectors/<name>/offsets; all objects are then"
                                + " published again.",
                        e);
            }
        }
    }
}
