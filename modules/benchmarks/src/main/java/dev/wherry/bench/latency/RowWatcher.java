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

/** Looks for the rows of cards that are expected, again and again, and notes when each of them is first seen. */
final class RowWatcher implements Runnable {
    static final long PAUSE_MS = 5;

    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final String SEEN = "SELECT id FROM cards WHERE id = ANY (?)";

    private record Expected(int index, long card, long since) {}

    private final Connection connection;
    private final ConcurrentLinkedQueue<Expected> arriving = new ConcurrentLinkedQueue<>();
    private final Map<Long, Expected> pending = new HashMap<>();
    private final long[] latencies;
    private final CompletableFuture<long[]> done = new CompletableFuture<>();

    RowWatcher(Connection connection, int cards) {
        this.connection = connection;
        latencies = new long[cards];
    }

    /** That a card was renamed in just now. */
    void expect(int index, long card, long nanoTime) {
        arriving.add(new Expected(index, card, nanoTime));
    }

    /** How long each took, when all are seen. */
    long[] await() {
        return done.join();
    }

    @Override
    public void run() {
        try (PreparedStatement query = connection.prepareStatement(SEEN)) {
            int left = latencies.length;
            long lastSeen = System.nanoTime();
            while (left > 0) {
                for (Expected next = arriving.poll(); next != null; next = arriving.poll()) {
                    pending.put(next.card(), next);
                }
                int seen = look(query);
                if (seen > 0) {
                    lastSeen = System.nanoTime();
                    left -= seen;
                } else if (System.nanoTime() - lastSeen > PATIENCE_NANOS) {
                    throw new WrongOutcomeException(left + " rows are not there after a minute");
                }
                Thread.sleep(PAUSE_MS);
            }
            done.complete(latencies);
        } catch (SQLException | InterruptedException | RuntimeException failure) {
            done.completeExceptionally(failure);
        }
    }

    private int look(PreparedStatement query) throws SQLException {
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
