package dev.wherry.s3.feed;

import dev.wherry.connect.batch.Batch;
import dev.wherry.connect.progress.StoredOffsets;
import dev.wherry.connect.retry.FeedProblem;
import dev.wherry.connect.schedule.Days;
import dev.wherry.s3.read.ObjectReading;
import dev.wherry.s3.store.StoreException;
import dev.wherry.s3.store.StoredObject;
import dev.wherry.split.IgnoredFiles;
import dev.wherry.split.NotLoadedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one feed: pass after pass over its scopes, one scope at a time. A failure only delays this feed. */
public final class FeedReader {
    private static final Logger LOG = LoggerFactory.getLogger(FeedReader.class);
    /** Bounds the stored progress. */
    private static final int MAX_UNDISPOSED = 500;
    /** A listing may lag behind. So many versions may be gone in a row before that is told. */
    private static final int MAX_SILENT_LOSSES = 2;

    private final S3Feed feed;
    private final ObjectReading.Target target;
    private final Clock clock;
    private final FailureListener failures;
    private final Disposals disposals;
    private final FeedProblem problem;
    private final FeedProblem disposalProblem;
    private final FeedScopes scopes;
    private final Map<Scope, IgnoredFiles> ignored = new HashMap<>();
    private final Map<Scope, String> missing =
            new TreeMap<>((one, other) -> one.day().compareTo(other.day()));
    private final Deque<Scope> due = new ArrayDeque<>();
    private ScopePass pass;
    private Scope current;
    private Instant nextPass = Instant.MIN;
    private boolean inPass;
    private long passes;
    private int lossesInARow;

    /** Hears of each failed request. */
    public interface FailureListener {
        void failed(StoreException failure);
    }

    public FeedReader(
            S3Feed feed,
            ObjectReading.Target target,
            StoredOffsets offsets,
            Clock clock,
            RandomGenerator random,
            FailureListener failures) {
        this.feed = feed;
        this.target = target;
        this.clock = clock;
        this.failures = failures;
        this.disposals = new Disposals(feed, target.store(), target.fetcher());
        this.scopes = new FeedScopes(feed, offsets, disposals);
        this.problem = new FeedProblem(random);
        this.disposalProblem = new FeedProblem(random);
    }

    /** The records of the last batch are committed. */
    public void committed() {
        disposals.committed();
    }

    /** Publishes what is at hand. Never waits. */
    public void publish(Batch<StoredObject> batch, BooleanSupplier timeIsUp, long now) {
        dispose(now);
        if (problem.isPausing(now)) {
            return;
        }
        int before = batch.size();
        try {
            while (!batch.isFull() && !timeIsUp.getAsBoolean() && disposals.size() < MAX_UNDISPOSED && hasWork()) {
                if (!pass.advance(batch, () -> timeIsUp.getAsBoolean() || disposals.size() >= MAX_UNDISPOSED)) {
                    break;
                }
                passed();
                endScope();
            }
        } catch (NotLoadedException later) {
            LOG.trace("{} waits for the store", feed);
        } catch (StoreException e) {
            failed(problem, e, now);
        } catch (IOException e) {
            throw new ConnectException("Feed " + feed + " cannot be read: " + e.getMessage(), e);
        }
        if (batch.size() > before) {
            passed();
        }
    }

    private void passed() {
        problem.passed();
        lossesInARow = 0;
    }

    private void dispose(long now) {
        if (disposalProblem.isPausing(now) || disposals.size() == 0) {
            return;
        }
        try {
            disposals.advance();
            disposalProblem.passed();
        } catch (StoreException e) {
            failed(disposalProblem, e, now);
        }
    }

    private void failed(FeedProblem which, StoreException e, long now) {
        failures.failed(e);
        boolean silent = e.kind().isLoss() && ++lossesInARow <= MAX_SILENT_LOSSES;
        if (which.failed(silent ? "" : sentence(e), e.kind().passes(), now)) {
            LOG.warn("{} It is retried; other feeds are not affected.", which.sentence());
        }
    }

    private String sentence(StoreException e) {
        return "Feed %s cannot be read from the bucket %s: %s (%s). To mend it: %s (feeds/%s.yaml)."
                .formatted(
                        feed,
                        feed.store(),
                        e.kind().sentence(),
                        e.getMessage(),
                        e.kind().remedy(),
                        feed);
    }

    /** Begins the next scope if it is due. */
    private boolean hasWork() {
        if (pass != null) {
            return true;
        }
        if (!inPass) {
            Instant now = clock.instant();
            if (now.isBefore(nextPass)) {
                return false;
            }
            nextPass = feed.schedule().next(now);
            due.addAll(scopes.due(now, missing.keySet()));
            inPass = true;
        }
        Scope next = due.poll();
        if (next == null) {
            inPass = false;
            passes++;
            return false;
        }
        pass = new ScopePass(feed, target, next, scopes.progress(next), disposals);
        current = next;
        return true;
    }

    private void endScope() {
        Scope ended = current;
        scopes.passed(ended);
        if (pass.ignored().count() > 0) {
            ignored.put(ended, pass.ignored());
        } else {
            ignored.remove(ended);
        }
        feed.days().ifPresent(days -> {
            boolean over = ended.day().isBefore(days.today(clock.instant()));
            if (pass.foundAny() || !over || days.missing() == Days.Missing.SKIP) {
                missing.remove(ended);
            } else {
                missing.put(
                        ended,
                        "Feed %s has no object for the day %s: deliver it, or write missing: skip in feeds/%s.yaml."
                                .formatted(feed, ended.day(), feed));
            }
        });
        pass = null;
    }

    /** Objects that are not published or disposed of, days that are waited for, and one for a problem. */
    public long pending() {
        long waiting = feed.days()
                .filter(days -> days.missing() == Days.Missing.WAIT)
                .map(days -> (long) missing.size())
                .orElse(0L);
        boolean hindered = problem.isOpen() && (pass == null || pass.pending() == 0);
        return (pass == null ? 0 : pass.pending()) + disposals.size() + waiting + (hindered ? 1 : 0);
    }

    /** Published objects that are not disposed of because that failed. */
    public long undisposed() {
        return disposalProblem.isOpen() ? disposals.size() : 0;
    }

    /** Whether reading fails just now. */
    public boolean isHindered() {
        return problem.isOpen();
    }

    /** Days without an object for which that is not expected. */
    public int missingDays() {
        return missing.size();
    }

    /** Completed passes over all scopes that were due. */
    public long passes() {
        return passes;
    }

    /** A sentence for each problem, with its remedy. */
    public SortedSet<String> problems() {
        SortedSet<String> sentences = new TreeSet<>(missing.values());
        sentences.add(problem.sentence());
        sentences.add(disposalProblem.sentence());
        sentences.remove("");
        return sentences;
    }

    /** What matches the keys of the feed and no pattern. */
    public void addIgnored(IgnoredFiles all) {
        ignored.values().forEach(all::addAll);
    }

    /** When the oldest known object was modified that is not published; {@link Long#MAX_VALUE} if there is none. */
    public long oldest() {
        return pass == null ? Long.MAX_VALUE : pass.oldest();
    }

    /** Stops reading. */
    public void close() {
        if (pass != null) {
            try {
                pass.close();
            } catch (IOException e) {
                LOG.debug("A reading of {} is not closed", feed, e);
            }
        }
    }
}
