package dev.wherry.http.feed;

import dev.wherry.connect.retry.FeedProblem;
import dev.wherry.http.client.FetchException;
import dev.wherry.http.client.FetchException.Kind;
import dev.wherry.http.client.Uris;
import dev.wherry.http.page.PageReader.Retry;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which scopes of a feed cannot be read just now, why, and which of them is tried next. */
final class FeedFailures {
    private static final Logger LOG = LoggerFactory.getLogger(FeedFailures.class);
    /** After so many failed scopes in a row, one is tried at a time, after a pause. */
    private static final int MAX_IN_A_ROW = 3;

    private final HttpFeed feed;
    private final Clock clock;
    private final FeedProblem problem;
    private final Map<Scope, Failure> failed = new LinkedHashMap<>();
    /** What requests of active passes are tried again for. */
    private final Map<Scope, Retry> retries = new LinkedHashMap<>();
    /** The kinds of retries that the log has, and those since the round began. */
    private final Set<Kind> logged = EnumSet.noneOf(Kind.class);

    private final Set<Kind> seen = EnumSet.noneOf(Kind.class);

    private int inARow;
    private boolean isTurnOfWaiting;

    private record Failure(Kind kind, String sentence) {}

    FeedFailures(HttpFeed feed, Clock clock, RandomGenerator random) {
        this.feed = feed;
        this.clock = clock;
        this.problem = new FeedProblem(random);
    }

    boolean contains(Scope scope) {
        return failed.containsKey(scope);
    }

    /** Whether so much fails that nothing but {@link #trial} may begin. */
    boolean isBlocking() {
        return inARow >= MAX_IN_A_ROW;
    }

    /**
     * What to try now: one that failed or, every other time while these block, one that waits. So days that will never be there
     * do not keep others from being read. Null if it is not time yet.
     */
    Scope trial(Queue<Scope> waiting, long now) {
        if (failed.isEmpty() || problem.isPausing(now)) {
            return null;
        }
        boolean ofWaiting = isBlocking() && isTurnOfWaiting && !waiting.isEmpty();
        isTurnOfWaiting = !ofWaiting;
        return ofWaiting ? waiting.poll() : failed.keySet().iterator().next();
    }

    /** Something of a scope was read. */
    void succeeded(Scope scope) {
        inARow = 0;
        if (failed.remove(scope) != null) {
            problem.passed(); // the next one that failed is tried at once
        }
    }

    /** There is nothing to read of a scope. */
    void forget(Scope scope) {
        failed.remove(scope);
    }

    /** @param hint what else is to be known; empty for nothing */
    void failed(Scope scope, FetchException e, String hint, long now) {
        inARow++;
        failed.remove(scope); // to the end
        String asked = e.retryAfter() == null
                ? ""
                : " No request of the feed is sent before %s, as the server asks."
                        .formatted(clock.instant().plus(e.retryAfter()).truncatedTo(ChronoUnit.SECONDS));
        failed.put(scope, new Failure(e.kind(), sentence(scope, e) + asked + hint));
        if (problem.failed(sentence(scope, e), false, now)) {
            LOG.warn("{}{}{} It is retried; other feeds are not affected.", problem.sentence(), asked, hint);
        }
    }

    /** A pass is under way. @param retry what its request is tried again for; null if for nothing */
    void retrying(Scope scope, Retry retry) {
        if (retry == null) {
            retries.remove(scope);
            return;
        }
        retries.put(scope, retry);
        seen.add(retry.failure().kind());
        if (logged.add(retry.failure().kind())) {
            LOG.warn("{}", sentence(scope, retry));
        }
    }

    /** What was told in the log is told once more if it passes for a round and returns. */
    void endRound() {
        logged.retainAll(seen);
        seen.clear();
    }

    private String sentence(Scope scope, Retry retry) {
        Duration pause = retry.pause();
        return sentence(scope, retry.failure())
                + " It is tried again in %s (attempt %d of at most %d)."
                        .formatted(
                                pause.toSeconds() > 0 ? pause.toSeconds() + " s" : pause.toMillis() + " ms",
                                retry.attempt(),
                                feed.retries().times() + 1);
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

    /** The number of scopes that cannot be read just now. */
    int count() {
        return all().size();
    }

    private Map<Scope, Failure> all() {
        Map<Scope, Failure> all = new LinkedHashMap<>(failed);
        retries.forEach((scope, retry) ->
                all.putIfAbsent(scope, new Failure(retry.failure().kind(), sentence(scope, retry))));
        return all;
    }

    /** One for each kind of failure. */
    SortedSet<String> sentences() {
        Map<Kind, Integer> counts = new HashMap<>();
        Map<Kind, String> first = new LinkedHashMap<>();
        all().values().forEach(failure -> {
            counts.merge(failure.kind(), 1, Integer::sum);
            first.putIfAbsent(failure.kind(), failure.sentence());
        });
        SortedSet<String> sentences = new TreeSet<>();
        first.forEach((kind, sentence) -> sentences.add(
                sentence + (counts.get(kind) == 1 ? "" : " The same holds for " + (counts.get(kind) - 1) + " more.")));
        return sentences;
    }
}
