package dev.wherry.bench.latency;

import dev.wherry.bench.WrongOutcomeException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Polls for the rows of expected cards and records when each is first visible. */
final class RowWatcher implements Runnable {
    static final long POLL_INTERVAL_MS = 5;

    private static final long TIMEOUT_NANOS = Duration.ofMinutes(1).toNanos();
    private static final String VISIBLE = "SELECT id FROM cards WHERE id = ANY (?)";

    private record Expected(int index, long card, long since) {}

    private final Connection connection;
    private final ConcurrentLinkedQueue<Expected> added = new ConcurrentLinkedQueue<>();
    private final Map<Long, Expected> pending = new HashMap<>();
    private final long[] latencies;
    private final CompletableFuture<long[]> done = new CompletableFuture<>();

    RowWatcher(Connection connection, int cards) {
        this.connection = connection;
        latencies = new long[cards];
    }

    /** Registers a card whose file was just renamed into the inbox. Called by the writing thread. */
    void expect(int index, long card, long nanoTime) {
        added.add(new Expected(index, card, nanoTime));
    }

    /** Waits until all rows are visible, and returns the latency of each in nanoseconds. */
    long[] await() {
        return done.join();
    }

    @Override
    public void run() {
        try (PreparedStatement query = connection.prepareStatement(VISIBLE)) {
            int missing = latencies.length;
            long lastSeen = System.nanoTime();
            while (missing > 0) {
                for (Expected next = added.poll(); next != null; next = added.poll()) {
                    pending.put(next.card(), next);
                }
                int seen = poll(query);
                if (seen > 0) {
                    lastSeen = System.nanoTime();
                    missing -= seen;
                } else if (System.nanoTime() - lastSeen > TIMEOUT_NANOS) {
                    throw new WrongOutcomeException(
                            missing + " rows are still missing after a minute without progress");
                }
                Thread.sleep(POLL_INTERVAL_MS);
            }
            done.complete(latencies);
        } catch (SQLException | InterruptedException | RuntimeException failure) {
            done.completeExceptionally(failure);
        }
    }

    private int poll(PreparedStatement query) throws SQLException {
        if (pending.isEmpty()) {
            return 0;
        }
        int seen = 0;
        Array cards = connection.createArrayOf("bigint", pending.keySet().toArray());
        query.setArray(1, cards);
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Expected expected = pending.remove(rows.getLong(1));
                latencies[expected.index()] = System.nanoTime() - expected.since();
                seen++;
            }
        }
        cards.free();
        return seen;
    }
}
