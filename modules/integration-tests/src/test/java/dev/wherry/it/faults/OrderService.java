package dev.wherry.it.faults;

import dev.wherry.generator.Counts;
import dev.wherry.generator.TruthTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Writes the life of orders: they are created, changed, deleted and created again, and scanned. Some events come late, some
 * twice, some have the revision of another one, some are left out by their contract, and some are invalid.
 */
final class OrderService implements AutoCloseable {
    private static final List<String> COLUMNS = List.of("id", "latest", "lines", "history", "scans");
    private static final List<String> STATES = List.of("paid", "packed", "sent");
    private static final long INTERVAL_MS = 1_000;
    private static final int MAX_EVENTS = 8;
    private static final int MAX_LINES = 4;
    private static final long FIRST_TIME = 1_700_000_000L;

    private final Path directory;
    private final Random random;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final TreeMap<Long, List<OrderEvent>> orders = new TreeMap<>();
    private final TreeMap<Long, TreeSet<Long>> scans = new TreeMap<>();
    /** Events that were made and not written: they come late. */
    private final List<OrderEvent> postponed = new ArrayList<>();
    /** The texts of valid events that were written. */
    private final List<String> texts = new ArrayList<>();

    private long files;
    private long written;
    private long skipped;
    private long invalid;
    private long revisions;
    private long events;
    private long scanned;
    private boolean paused;
    private IOException failure;

    /**
     * A version of an order, or its deletion.
     *
     * @param number increases in the order in which events are first written; set when that happens
     */
    private record OrderEvent(long id, long revision, long number, boolean deletion, String state, List<String> lines) {
        private static final Comparator<OrderEvent> ORDER =
                Comparator.comparingLong(OrderEvent::revision).thenComparingLong(OrderEvent::number);

        OrderEvent numbered(long newNumber) {
            return new OrderEvent(id, revision, newNumber, deletion, state, lines);
        }

        String json() {
            if (deletion) {
                return "{\"kind\": \"deletion\", \"id\": %d, \"event\": \"e%d\", \"revision\": %d}"
                        .formatted(id, number, revision);
            }
            String elements = lines.stream()
                    .map(line -> "{\"number\": %s, \"product\": \"%s\"}".formatted((Object[]) line.split(":")))
                    .collect(Collectors.joining(", "));
            String declared = state.equals("open") ? "" : ", \"state\": \"" + state + "\"";
            return ("{\"kind\": \"order\", \"id\": %d, \"event\": \"e%d\", \"revision\": %d%s, \"total\": \" %d.50 \","
                            + " \"ordered_at\": %d, \"note\": \"n%d\", \"lines\": [%s]}")
                    .formatted(id, number, revision, declared, revision, 1000 * (FIRST_TIME + id), number, elements);
        }

        String latest() {
            return deletion
                    ? ""
                    : "%d %s %d.50 %s n%d %d"
                            .formatted(
                                    revision,
                                    state,
                                    revision,
                                    state.equals("paid") || state.equals("sent") ? "t" : "f",
                                    number,
                                    FIRST_TIME + id);
        }

        String inHistory() {
            return deletion ? "-" + revision : revision + ":" + state;
        }
    }

    OrderService(Path inbox, long seed) throws IOException {
        directory = Files.createDirectories(inbox.resolve("orders"));
        random = new Random(seed);
        var unused = timer.scheduleWithFixedDelay(this::write, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    private synchronized void write() {
        if (paused) {
            return;
        }
        try {
            List<String> lines = new ArrayList<>();
            for (int i = random.nextInt(MAX_EVENTS); i >= 0; i--) {
                lines.add(next());
            }
            write(lines);
        } catch (IOException e) {
            failure = e;
            throw new IllegalStateException(e); // ends the schedule; pause() reports it
        }
    }

    /** Under another name first, so that the file is complete when the source finds it. */
    private void write(List<String> lines) throws IOException {
        files++;
        // the names decide between events with the same revision
        String name = "orders-%08d.ndjson".formatted(files);
        Path hidden = directory.resolve("." + name);
        Files.writeString(hidden, String.join("\n", lines) + "\n");
        Files.move(hidden, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        written += lines.size();
    }

    private String next() {
        int kind = random.nextInt(20);
        if (kind == 0) {
            invalid++;
            return "{\"kind\": \"order\", \"id\": \"none\"}";
        }
        if (kind == 1) {
            skipped++;
            return "{\"kind\": \"order\", \"test\": true}";
        }
        if (kind == 2 && !texts.isEmpty()) {
            return texts.get(random.nextInt(texts.size()));
        }
        if (kind == 3 && !postponed.isEmpty()) {
            return remember(record(postponed.remove(random.nextInt(postponed.size()))));
        }
        if (kind < 8 && !orders.isEmpty()) {
            return remember(scan());
        }
        OrderEvent event = event();
        if (kind < 11 && orders.containsKey(event.id)) {
            postponed.add(event);
            event = event();
        }
        return remember(record(event));
    }

    private String remember(String text) {
        texts.add(text);
        return text;
    }

    private String scan() {
        List<Long> ids = List.copyOf(orders.keySet());
        long order = ids.get(random.nextInt(ids.size()));
        long scan = ++scanned;
        scans.computeIfAbsent(order, id -> new TreeSet<>()).add(scan);
        return "{\"kind\": \"scan\", \"scan\": %d, \"order\": %d}".formatted(scan, order);
    }

    private OrderEvent event() {
        boolean isNew = orders.isEmpty() || random.nextInt(3) == 0;
        long id = isNew ? orders.size() + 1 : 1 + random.nextInt(orders.size());
        boolean tie = !isNew && random.nextInt(10) == 0;
        long revision = tie ? last(id).revision : ++revisions;
        boolean deletion = !isNew && random.nextInt(5) == 0;
        String state = deletion || isNew ? "open" : STATES.get(random.nextInt(STATES.size()));
        List<String> lines = new ArrayList<>();
        for (int i = deletion ? 0 : random.nextInt(MAX_LINES); i > 0; i--) {
            lines.add(i + ":product" + random.nextInt(100));
        }
        return new OrderEvent(id, revision, 0, deletion, state, lines);
    }

    private OrderEvent last(long id) {
        List<OrderEvent> all = orders.get(id);
        return all.get(all.size() - 1);
    }

    private String record(OrderEvent made) {
        OrderEvent event = made.numbered(++events);
        List<OrderEvent> all = orders.computeIfAbsent(event.id, id -> new ArrayList<>());
        all.add(event);
        all.sort(OrderEvent.ORDER);
        return event.json();
    }

    synchronized void pause() throws IOException {
        if (failure != null) {
            throw failure;
        }
        paused = true;
    }

    synchronized void resume() {
        paused = false;
    }

    synchronized long written() {
        return written;
    }

    /** The number of events that their contract leaves out. */
    synchronized long skipped() {
        return skipped;
    }

    synchronized TruthTable truth() {
        TreeMap<Long, List<String>> rows = new TreeMap<>();
        orders.forEach((id, all) -> {
            OrderEvent last = last(id);
            rows.put(
                    id,
                    List.of(
                            Long.toString(id),
                            last.latest(),
                            last.lines.stream().sorted().collect(Collectors.joining(" ")),
                            all.stream().map(OrderEvent::inHistory).collect(Collectors.joining(" ")),
                            scans.getOrDefault(id, new TreeSet<>()).stream()
                                    .map(scan -> Long.toString(scan))
                                    .collect(Collectors.joining(" "))));
        });
        return new TruthTable("orders", COLUMNS, rows, new Counts(written, invalid, rows.size()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
