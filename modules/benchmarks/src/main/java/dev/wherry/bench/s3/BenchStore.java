package dev.wherry.bench.s3;

import dev.wherry.testing.http.HttpRequest;
import dev.wherry.testing.s3.TestBucket;
import dev.wherry.testing.s3.TestS3Server;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A store in this process. Its objects are in memory, and each answer takes some time, as that of a store far away. */
final class BenchStore implements AutoCloseable {
    static final String BUCKET = "bench";

    private final TestS3Server server = new TestS3Server(BUCKET);
    private final AtomicLong listings = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private volatile Duration delay = Duration.ZERO;
    private volatile long firstListing;
    private volatile long lastListing;

    BenchStore() throws IOException {
        server.forgetRequests();
        server.faults(this::answer);
    }

    private TestS3Server.Fault answer(HttpRequest request) {
        long now = System.nanoTime();
        if (request.query().containsKey("list-type")) {
            listings.incrementAndGet();
            firstListing = request.query().containsKey("start-after") ? firstListing : now;
            lastListing = now;
        } else {
            reads.incrementAndGet();
        }
        long end = now + delay.toNanos();
        for (long left = delay.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return TestS3Server.Fault.NONE;
    }

    String endpoint() {
        return server.endpoint();
    }

    TestBucket bucket() {
        return server.bucket();
    }

    /** How long each answer is held back from now on. */
    void delay(Duration time) {
        delay = time;
    }

    /** Requests for listings so far. */
    long listings() {
        return listings.get();
    }

    /** Other requests so far. */
    long reads() {
        return reads.get();
    }

    /** The milliseconds from the first request of the last pass to its last one. */
    double lastPassMillis() {
        return (lastListing - firstListing) / 1e6;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
