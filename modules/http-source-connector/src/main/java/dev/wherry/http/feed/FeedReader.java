package dev.wherry.http.feed;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.progress.StoredOffsets;
import dev.wherry.connect.retry.FeedProblem;
import dev.wherry.connect.schedule.Days;
import dev.wherry.http.client.FetchException;
import dev.wherry.http.client.Uris;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one feed: round after round over its scopes, some at the same time. A failure only delays its scope. */
public final class FeedReader {
    private static final Logger LOG = LoggerFactory.getLogger(FeedReader.class);
    /** After so many failed scopes in a row, nothing but the first failed one is tried. */
    private static final int MAX_FAILURES_IN_A_ROW = 3;

    private final HttpFeed feed;
    private final PageReader.Means means;
    private final Clock clock;
    private final FeedScopes scopes;
    private final FeedProblem problem;
    private final MissingDays missing;
    private final Deque<Scope> waiting = new ArrayDeque<>();
    private final List<ScopePass> active = new ArrayList<>();
    private final Map<Scope, FetchException> failed = new LinkedHashMap<>();
    /** What is left of the round. */
    private final Set<Scope> round = new HashSet<>();
    /** What is not passed, and since when it is due. */
    private final Map<Scope, Long> due = new HashMap<>();

    private boolean inRound;
    private Instant nextRound = Instant.MIN;
    private int failuresInARow;
    private long rounds;

    public FeedReader(
            HttpFeed feed, PageReader.Means means, StoredOffsets offsets, Clock clock, RandomGenerator random) {
        this.feed = feed;
        this.means = means;
        this.clock = clock;
        this.scopes = new FeedScopes(feed, offsets, clock);
        this.problem = new FeedProblem(random);
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
            if (!failed.containsKey(scope)
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
        if (!failed.isEmpty()
                && !problem.isPausing(now)
                && active.stream().noneMatch(pass -> failed.containsKey(pass.scope()))) {
            any = begin(failed.keySet().iterator().next(), false);
        }
        while (active.size() < feed.parallel() && failuresInARow < MAX_FAILURES_IN_A_ROW && !waiting.isEmpty()) {
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
        active.add(new ScopePass(scope, progress, reader, this::end, from.number() > 1));
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
                if (batch.size() > before) {
                    succeeded(pass.scope());
                }
                return false;
            }
            succeeded(pass.scope());
            scopes.passed(pass.scope());
            done(pass.scope());
        } catch (FetchException e) {
            failed(pass.scope(), e, now);
        }
        pass.close();
        active.remove(pass);
        round.remove(pass.scope());
        return true;
    }

    private void done(Scope scope) {
        round.remove(scope);
        failed.remove(scope);
        due.remove(scope);
    }

    private void succeeded(Scope scope) {
        failuresInARow = 0;
        if (failed.remove(scope) != null) {
            problem.passed(); // the next one that failed is tried at once
        }
    }

    private void failed(Scope scope, FetchException e, long now) {
        failuresInARow++;
        failed.remove(scope); // to the end
        failed.put(scope, e);
        if (problem.failed(sentence(scope, e), false, now)) {
            LOG.warn("{} It is retried; other feeds are not affected.", problem.sentence());
        }
    }

    private String sentence(Scope scope, FetchException e) {
        return "Feed %s cannot be read from %s for %s: %s (%s). To mend it: %s (feeds/%s.yaml)."
                .formatted(
                        feed,
                        Uris.shown(feed.home()),
                        scope,
                        e.kind().sentence(),
                        e.getMessage(),
                        e.kind().remedy(),
                        feed);
    }

    /** Scopes that are not passed, and days that are waited for. */
    public long pending() {
        return due.size() + (scopes.missing() == Days.Missing.WAIT ? missing.count() : 0);
    }

    /** Scopes that cannot be read just now. */
    public int failing() {
        return failed.size();
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
        Set<FetchException.Kind> told = new HashSet<>();
        failed.forEach((scope, failure) -> {
            if (told.add(failure.kind())) {
                long others = failed.values().stream()
                                .filter(other -> other.kind() == failure.kind())
                                .count()
                        - 1;
                sentences.add(
                        sentence(scope, failure) + (others == 0 ? "" : " The same holds for " + others + " more."));
            }
        });
        return sentences;
    }

    /** Stops reading. */
    public void close() {
        active.forEach(ScopePass::close);
    }
}
