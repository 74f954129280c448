package dev.wherry.it.faults;

import dev.wherry.generator.Counts;
import dev.wherry.generator.ServiceKind;
import dev.wherry.generator.TruthTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Two cards that keep swapping a name that must be unique. PostgreSQL rejects the row that comes first, and mostly the other
 * one, too. They get in later, when the sink tries rejected rows again.
 */
final class SwappingCards implements AutoCloseable {
    /** Beyond the ids of all other cards. In a campaign, the table has a unique index on the names from here on. */
    static final long FIRST_ID = 1L << 41;

    private static final int CARDS = 2;
    private static final long INTERVAL_MS = 1_000;
    private static final LocalDateTime START = LocalDateTime.parse("2026-11-21T00:00:00");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Path directory;
    private final TreeMap<Long, List<String>> rows = new TreeMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private long swaps;
    private boolean paused;
    private IOException failure;

    SwappingCards(Path directory) {
        this.directory = directory;
        var unused = timer.scheduleWithFixedDelay(this::swap, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    private synchronized void swap() {
        if (paused) {
            return;
        }
        swaps++;
        try {
            for (int card = 0; card < CARDS; card++) {
                write(FIRST_ID + card, "Holder " + (card + swaps) % CARDS, TIME.format(START.plusSeconds(swaps)));
            }
        } catch (IOException e) {
            failure = e;
            throw new IllegalStateException(e); // ends the schedule; pause() reports it
        }
    }

    private void write(long id, String name, String time) throws IOException {
        String event = UUID.randomUUID().toString();
        String file = "swap-" + swaps + "-" + id + ".json";
        Path hidden = directory.resolve("." + file);
        Files.writeString(hidden, """
                {"payload": {"id": %d, "user_id": 7, "created_by_name": "%s", "updated_at": "%s", "created_at": "%s",
                  "active": true},
                 "metadata": {"type": "card", "event_at": "%s", "event_id": "%s"}}
                """.formatted(id, name, time, time, time, event));
        Files.move(hidden, directory.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        rows.put(id, List.of(Long.toString(id), "7", name, time, time, "true", event, time));
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
        return swaps * CARDS;
    }

    synchronized TruthTable truth() {
        return TruthTable.of(ServiceKind.CARDS, rows, new Counts(written(), 0, rows.size()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
