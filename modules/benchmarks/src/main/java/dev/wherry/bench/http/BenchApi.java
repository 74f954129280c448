package dev.wherry.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.wherry.bench.data.CardEvents;
import dev.wherry.testing.http.HttpAnswer;
import dev.wherry.testing.http.HttpRequest;
import dev.wherry.testing.http.TestApiServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A paged API in this process. Its pages are in memory. Those at {@code /items} can be continued by the same pages again and
 * again, those at {@code /loop} are always the same.
 */
final class BenchApi implements AutoCloseable {
    static final int ITEMS_PER_PAGE = 100;
    private static final HttpAnswer EMPTY = HttpAnswer.json("{\"data\": []}");

    private final TestApiServer server = new TestApiServer();
    private final List<HttpAnswer> pages = new ArrayList<>();
    private final long itemBytes;
    private volatile Duration delay = Duration.ZERO;
    private volatile int available;
    private volatile long firstAnswered;

    /** @param count of pages */
    BenchApi(CardEvents events, int count) throws IOException {
        long bytes = 0;
        for (int page = 0; page < count; page++) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes("{\"data\": [".getBytes(US_ASCII));
            for (int item = 0; item < ITEMS_PER_PAGE; item++) {
                byte[] line = events.line((long) page * ITEMS_PER_PAGE + item);
                body.write(item == 0 ? ' ' : ',');
                body.write(line, 0, line.length - 1);
                bytes += line.length - 1;
            }
            body.writeBytes("]}".getBytes(US_ASCII));
            pages.add(new HttpAnswer(200, HttpAnswer.json("").headers(), body.toByteArray()));
        }
        itemBytes = bytes;
        server.forgetRequests();
        server.answers(this::answer);
    }

    private HttpAnswer answer(HttpRequest request) {
        long now = System.nanoTime();
        int page = Integer.parseInt(request.query().get("page")) - 1;
        boolean loop = request.path().equals("/loop");
        if (!loop && firstAnswered == 0 && page < available && page >= available - pages.size()) {
            firstAnswered = now;
        }
        long end = now + delay.toNanos();
        for (long left = delay.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return loop || page < available ? pages.get(page % pages.size()) : EMPTY;
    }

    String url() {
        return server.url();
    }

    int pages() {
        return pages.size();
    }

    long items() {
        return (long) pages.size() * ITEMS_PER_PAGE;
    }

    /** The bytes of all items, without what stands between them. */
    long itemBytes() {
        return itemBytes;
    }

    /** The bytes of all answers' bodies. */
    long bodyBytes() {
        return pages.stream().mapToLong(page -> page.body().length).sum();
    }

    /** How long each answer is held back from now on. */
    void delay(Duration time) {
        delay = time;
    }

    /** Continues {@code /items} by all pages. */
    void append() {
        firstAnswered = 0;
        available += pages.size();
    }

    /** When the first of the pages that were appended last was asked for, as of {@link System#nanoTime}; 0 before. */
    long firstAnswered() {
        return firstAnswered;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
