package dev.wherry.it.faults;

import dev.wherry.generator.Counts;
import dev.wherry.generator.TruthTable;
import dev.wherry.testing.http.HttpAnswer;
import dev.wherry.testing.http.HttpRequest;
import dev.wherry.testing.http.TestApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An API with documents of two types and two days about meters. New documents come at the end of the list of their type and
 * day. A document is changed only once between two comparisons, and not before the first one that includes it: the API
 * shows nothing but the latest content, so that of a document which changes before it was read is never published. Some
 * requests are answered with 502.
 */
final class ApiService implements AutoCloseable {
    static final String FEED = "meters";
    private static final List<String> TYPES = List.of("power", "water");
    private static final long INTERVAL_MS = 900;
    private static final int METERS = 100;
    private static final int MAX_EVENTS = 6;
    private static final double CHANGED = 0.2;
    private static final double LATE = 0.2;
    private static final double FAILS = 0.1;

    private final TestApiServer server;
    private final Random random;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final TreeMap<Long, List<String>> rows = new TreeMap<>();
    private final List<Document> documents = new ArrayList<>();
    /** The documents whose present content has been compared. */
    private final List<Document> changeable = new ArrayList<>();

    private long events;
    private boolean paused;

    /** @param index in the list of its type and day */
    private record Document(String type, String day, int index, long meter) {}

    ApiService(TestApiServer server, long seed) {
        this.server = server;
        random = new Random(seed);
        server.faults(this::fault);
        var unused = timer.scheduleWithFixedDelay(this::write, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    /** @param port of the API */
    static void writeFeedFile(Path contracts, int port) throws IOException {
        Files.writeString(contracts.resolve("feeds").resolve(FEED + ".yaml"), """
                feed: %s
                source:
                  http:
                    method: POST
                    url: http://127.0.0.1:%d/data
                    body: {day: "{day}", type: "{type}", limit: 20}
                    each: {type: [%s]}
                    items: /data
                    next: {body: {from: "{last:/id}"}, until: {fewer-than: 20}}
                    retry: {wait: 200ms, times: 1000, within: 5m}
                    timeout: {connect: 2s, read: 2s}
                  days: {from: yesterday, to: today}
                  schedule: {every: 2s}
                """.formatted(
                        FEED, port, String.join(", ", TYPES)));
    }

    private TestApiServer.Fault fault(HttpRequest request) {
        synchronized (random) {
            return random.nextDouble() < FAILS
                    ? TestApiServer.Fault.instead(HttpAnswer.of(502, "Bad Gateway"))
                    : TestApiServer.Fault.NONE;
        }
    }

    private synchronized void write() {
        synchronized (random) {
            for (int i = paused ? -1 : random.nextInt(MAX_EVENTS); i >= 0; i--) {
                events++;
                if (!changeable.isEmpty() && random.nextDouble() < CHANGED) {
                    Document changed = changeable.remove(random.nextInt(changeable.size()));
                    server.items().replace(changed.type(), changed.day(), changed.index(), json(changed));
                } else {
                    Document added = added();
                    documents.add(added);
                    server.items().add(added.type(), added.day(), json(added));
                }
            }
        }
    }

    private Document added() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String type = TYPES.get(random.nextInt(TYPES.size()));
        String day = (random.nextDouble() < LATE ? today.minusDays(1) : today).toString();
        int index = (int) documents.stream()
                .filter(other -> other.type().equals(type) && other.day().equals(day))
                .count();
        return new Document(type, day, index, random.nextInt(METERS));
    }

    private String json(Document document) {
        rows.put(document.meter(), List.of(Long.toString(document.meter()), Long.toString(events)));
        return "{\"id\": \"%s\", \"meter\": %d, \"value\": %d}".formatted(document, document.meter(), events);
    }

    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        paused = false;
    }

    /** All that has been written must have been compared. */
    synchronized void resumeCompared() {
        changeable.clear();
        changeable.addAll(documents);
        paused = false;
    }

    synchronized long written() {
        return events;
    }

    synchronized TruthTable truth() {
        return new TruthTable(FEED, List.of("meter", "value"), rows, new Counts(events, 0, rows.size()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
