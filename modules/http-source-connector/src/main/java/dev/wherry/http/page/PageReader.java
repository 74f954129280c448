package dev.wherry.http.page;

import dev.wherry.http.client.ApiClient;
import dev.wherry.http.client.FetchException;
import dev.wherry.http.client.FetchException.Kind;
import dev.wherry.http.client.PageRequest;
import dev.wherry.http.client.RateLimit;
import dev.wherry.http.client.RetryPolicy;
import dev.wherry.http.request.PageState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Fetches one page after the other, ahead of the task and within bounds, and tries again what fails. At most one request is
 * under way. The state is guarded by this; requests run without the lock.
 */
public final class PageReader {
    /** What passes by itself in less is nothing to tell. */
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(5);

    /** A loop of more requests is found later. */
    private static final int REMEMBERED_REQUESTS = 4096;

    private final PageFetch fetch;
    private final Means means;
    private final Deque<Page> arrived = new ArrayDeque<>();
    private final RequestHistory requested = new RequestHistory(REMEMBERED_REQUESTS);
    private long[] previous = new long[0];
    private PageState next;
    private boolean running;
    private boolean stopped;
    private boolean patient;
    private long arrivedBytes;
    private int failures;
    private long firstFailure;
    private long notBefore;
    private boolean waits;
    private Retry retry;
    private FetchException failure;
    private Throwable crash;

    /** The pages of one scope. */
    public interface Source {
        /** The request for a page. */
        PageRequest request(PageState state) throws FetchException;
    }

    /** What the readers of a feed share. */
    public record Means(
            ApiClient client,
            PageCutters cutters,
            RetryPolicy retries,
            RateLimit rate,
            ReadAhead readAhead,
            Executor executor,
            LongSupplier nanoTime,
            RandomGenerator random,
            Listener listener) {}

    /**
     * A request that is tried again.
     *
     * @param attempt the number of the next attempt, from 2
     */
    public record Retry(FetchException failure, Duration pause, int attempt) {}

    /** Cutters for threads. */
    public interface PageCutters {
        PageCutter create();
    }

    /** How many pages are fetched ahead of the task, and how many bytes; the last page may exceed them. */
    public record ReadAhead(int pages, long bytes) {}

    /** Hears of requests, on any thread. */
    public interface Listener {
        void requested();

        /** @param retried whether it is tried again */
        void failed(FetchException failure, boolean retried);

        /** Something is to be done by the task. */
        void wake();
    }

    /** @param patient whether failures before the first success are tried again as the feed says */
    public PageReader(Source source, Means means, PageState from, boolean patient) {
        this.fetch = new PageFetch(source, means.client());
        this.means = means;
        this.next = from;
        this.patient = patient;
    }

    /** Goes on with the next page if there is room and nothing to wait for. */
    public void start() {
        synchronized (this) {
            if (running || !isReady() || (waits && means.nanoTime().getAsLong() - notBefore < 0)) {
                return;
            }
            running = true;
            waits = false;
        }
        means.executor().execute(this::run);
    }

    private boolean isReady() {
        ReadAhead most = means.readAhead();
        return !stopped
                && next != null
                && failure == null
                && crash == null
                && arrived.size() < most.pages()
                && arrivedBytes < most.bytes();
    }

    /** The next page in order; null if none has arrived. */
    public synchronized Page poll() {
        if (crash instanceof Error error) {
            throw error;
        }
        if (crash != null) {
            throw new IllegalStateException(crash);
        }
        Page page = arrived.poll();
        if (page != null) {
            arrivedBytes -= page.bytes();
        }
        return page;
    }

    /** Why nothing more arrives; null if something may. Pages that have arrived come first. */
    public synchronized FetchException failure() {
        return arrived.isEmpty() ? failure : null;
    }

    /** What is tried again, until that succeeds; null for nothing, or for what has failed only once and not for long. */
    public synchronized Retry retry() {
        return retry;
    }

    /** When {@link #start} is to be called again, if not after a page or a call of the listener. */
    public synchronized OptionalLong due() {
        return waits && !running && isReady() ? OptionalLong.of(notBefore) : OptionalLong.empty();
    }

    /** No more requests begin. */
    public synchronized void stop() {
        stopped = true;
    }

    private void run() {
        try {
            PageCutter cutter = means.cutters().create();
            while (step(cutter)) {
                means.listener().wake();
            }
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                crash = e;
                running = false;
            }
        }
        means.listener().wake();
    }

    /** Returns whether to go on with another request. */
    private boolean step(PageCutter cutter) {
        PageState state;
        synchronized (this) {
            if (!isReady()) {
                running = false;
                return false;
            }
            state = next;
        }
        long wait = means.rate().acquire(means.nanoTime().getAsLong());
        if (wait > 0) {
            pause(wait);
            return false;
        }
        try {
            PageRequest request = fetch.request(state);
            checkNew(request);
            means.listener().requested();
            add(cutter.cut(state, fetch.send(request)));
            return true;
        } catch (FetchException e) {
            failed(e);
            return false;
        }
    }

    private void checkNew(PageRequest request) throws FetchException {
        if (failures == 0 && !requested.add(request.fingerprint())) {
            throw new FetchException(Kind.NOT_MOVING, "the request for it is the same", null);
        }
    }

    private synchronized void add(Page page) throws FetchException {
        if (page.fingerprints().length > 0 && Arrays.equals(page.fingerprints(), previous)) {
            throw new FetchException(Kind.NOT_MOVING, "it has the same items as the page before", null);
        }
        previous = page.fingerprints();
        arrived.add(page);
        arrivedBytes += page.bytes();
        next = page.next().orElse(null);
        failures = 0;
        retry = null;
        patient = true;
    }

    private synchronized void pause(long nanos) {
        notBefore = means.nanoTime().getAsLong() + nanos;
        waits = true;
        running = false;
    }

    private synchronized void failed(FetchException e) {
        long now = means.nanoTime().getAsLong();
        if (failures == 0) {
            firstFailure = now;
        }
        failures++;
        if (e.retryAfter() != null) {
            means.rate().holdUntil(now + e.retryAfter().toNanos());
        }
        long pause =
                patient ? means.retries().pause(e, failures, now - firstFailure, means.random()) : RetryPolicy.GIVE_UP;
        means.listener().failed(e, pause != RetryPolicy.GIVE_UP);
        if (pause == RetryPolicy.GIVE_UP) {
            failure = e;
            retry = null;
        } else {
            if (failures > 1 || e.kind() == Kind.TIMED_OUT || pause >= SHORT_PAUSE.toNanos()) {
                retry = new Retry(e, Duration.ofNanos(pause), failures + 1);
            }
            notBefore = now + pause;
            waits = true;
        }
        running = false;
    }
}
