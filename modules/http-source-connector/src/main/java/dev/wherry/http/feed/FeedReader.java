package dev.wherry.http.feed;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.progress.StoredOffsets;
import dev.wherry.connect.schedule.Days;
import dev.wherry.http.client.FetchException;
import dev.wherry.http.page.Page;
import dev.wherry.http.page.PageReader;
import dev.wherry.http.progress.ScopeProgress;
import dev.wherry.http.request.PageState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** Reads one feed: round after round over its scopes, some at the same time. A failure only delays its scope. */
public final class FeedReader {
    private final HttpFeed feed;
    private final PageReader.Means means;
    private final Clock clock;
    private final FeedScopes scopes;
    private final FeedFailures failures;
    private final MissingDays missing;
    private final Deque<Scope> waiting = new ArrayDeque<>();
    private final List<ScopePass> active = new ArrayList<>();
    /** What is left of the round. */
    private final Set<Scope> round = new HashSet<>();
    /** What is not passed, and since when it is due. */
    private final Map<Scope, Long> due = new HashMap<>();

    private boolean inRound;
    private Instant nextRound = Instant.MIN;
    /** What is tried after failures. */
    private Scope trial;

    private long rounds;

    public FeedReader(
            HttpFeed feed, PageReader.Means means, StoredOffsets offsets, Clock clock, RandomGenerator random) {
        this.feed = feed;
        this.means = means;
        this.clock = clock;
        this.scopes = new FeedScopes(feed, offsets, clock);
        this.failures = new FeedFailures(feed, clock, random);
        this.missing = new MissingDays(feed);
    }

    /** Publishes what is at hand. Never waits. */
    public void publish(Batch<Page> batch, BooleanSupplier timeIsUp, long now) {
        beginRound();
        boolean changed = true;
        while (changed && !batch.isFull() && !timeIsUp.getAsBoolean()) {
            changed = activate(now);
            for (ScopePass pass : List.copyOf(active)) {
                changed |= advance(pass, batch, timeIsUp, now);
            }
        }
        if (inRound && round.isEmpty()) {
            inRound = false;
            rounds++;
            failures.endRound();
        }
    }

    private void beginRound() {
        Instant now = clock.instant();
        if (inRound || now.isBefore(nextRound)) {
            return;
        }
        nextRound = feed.schedule().next(now);
        inRound = true;
        for (Scope scope : scopes.due(now)) {
            if (!failures.contains(scope)
                    && active.stream().noneMatch(pass -> pass.scope().equals(scope))) {
                waiting.add(scope);
                round.add(scope);
                due.put(scope, now.toEpochMilli());
            }
        }
    }

    /** Begins passes while there is room. Returns whether any began. */
    private boolean activate(long now) {
        boolean any = false;
        if (active.stream().noneMatch(pass -> pass.scope().equals(trial))) {
            trial = failures.trial(waiting, now);
            any = trial != null && begin(trial, false);
        }
        while (active.size() < feed.parallel() && !failures.isBlocking() && !waiting.isEmpty()) {
            any |= begin(waiting.poll(), true);
        }
        return any;
    }

    private boolean begin(Scope scope, boolean patient) {
        ScopeProgress progress = scopes.progress(scope, waiting);
        if (progress == null) {
            done(scope);
            return false;
        }
        PageState from = progress.beginPass(clock.millis());
        PageReader reader =
                new PageReader(state -> feed.requests().of(scope.each(), scope.day(), state), means, from, patient);
        active.add(new ScopePass(scope, progress, reader, this::end, from));
        return true;
    }

    private void end(Scope scope, ScopeProgress progress, boolean any) {
        boolean isMissing = missing.found(scope, any, scopes.isPast(scope, clock.instant()));
        boolean completes = scopes.isOver(scope, progress.passStart()) && !isMissing;
        progress.endPass(completes, scopes.asked(scope));
    }

    /** Returns whether the pass is over. */
    private boolean advance(ScopePass pass, Batch<Page> batch, BooleanSupplier timeIsUp, long now) {
        int before = batch.size();
        try {
            if (!pass.advance(batch, timeIsUp)) {
                failures.retrying(pass.scope(), pass.retry());
                if (batch.size() > before) {
                    succeeded(pass.scope());
                }
                return false;
            }
            succeeded(pass.scope());
            scopes.passed(pass.scope());
            done(pass.scope());
        } catch (FetchException e) {
            failures.failed(pass.scope(), e, pass.refused(e), now);
        }
        failures.retrying(pass.scope(), null);
        pass.close();
        active.remove(pass);
        round.remove(pass.scope());
        return true;
    }

    private void done(Scope scope) {
        round.remove(scope);
        failures.forget(scope);
        due.remove(scope);
    }

    private void succeeded(Scope scope) {
        failures.succeeded(scope);
        if (scope.equals(trial)) {
            trial = null;
        }
    }

    /** Scopes that are not passed, and days that are waited for. */
    public long pending() {
        return due.size() + (scopes.missing() == Days.Missing.WAIT ? missing.count() : 0);
    }

    /** Scopes that cannot be read just now. */
    public int failing() {
        return failures.count();
    }

    /** Days of which there is nothing, for which that is not expected. */
    public int missingDays() {
        return missing.count();
    }

    /** Completed rounds over all scopes that were due. */
    public long rounds() {
        return rounds;
    }

    /** Since when a scope is due that is not passed, in milliseconds; {@link Long#MAX_VALUE} if there is none. */
    public long oldest() {
        return due.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    /** When something is to be done, if not after a request. */
    public OptionalLong due() {
        return active.stream()
                .flatMapToLong(pass -> pass.due().stream())
                .reduce((one, other) -> one - other < 0 ? one : other);
    }

    /** A sentence for each problem, with its remedy. Of scopes that fail, one for each kind of failure. */
    public SortedSet<String> problems() {
        SortedSet<String> sentences = new TreeSet<>(missing.sentences());
        sentences.addAll(failures.sentences());
        return sentences;
    }

    /** Stops reading. */
    public void close() {
        active.forEach(ScopePass::close);
    }
}
