package dev.wherry.sink;

import dev.wherry.sink.batch.Batch;
import dev.wherry.sink.database.Warehouse;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;

/**
 * The batch that is being written, at most one, on a thread of its own. From {@link #begin} until a method here that waits
 * has returned, the batch and the warehouse with its connection belong to that thread. At all other
 * times they belong to Connect's thread, as everything else of the task always does. Submitting the work and getting the
 * result of its Future hand them over, so nothing is locked.
 */
final class BatchWriter implements AutoCloseable {
    private final Warehouse warehouse;
    private final ExecutorService thread;
    private SortedMap<TopicPartition, Long> next;
    private Future<Boolean> written;

    /** @param name what the thread is called */
    BatchWriter(Warehouse warehouse, String name) {
        this.warehouse = warehouse;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread writer = new Thread(work, name);
            writer.setDaemon(true);
            return writer;
        });
    }

    boolean isEmpty() {
        return written == null;
    }

    /** Whether there is a batch that is still being written. Waits for nothing and hands nothing over. */
    boolean isUnderWay() {
        return written != null && !written.isDone();
    }

    /** Starts to write the batch. Nothing else may be in flight. */
    void begin(Batch batch, Map<TopicPartition, Long> from) {
        if (written != null) {
            throw new IllegalStateException("the last batch is still in flight");
        }
        next = batch.next();
        written = thread.submit(() -> warehouse.write(batch, from));
    }

    /** Waits for the batch and leaves it here, with whatever has become of it. False if nothing is in flight. */
    boolean isCommitted() {
        try {
            return written != null && result();
        } catch (ExecutionException e) {
            return false; // thrown by take()
        }
    }

    /**
     * Waits for the batch, after which nothing is in flight.
     *
     * @return the offsets after it; empty if another writer has overtaken it, and nothing is written
     * @throws SQLException if writing it failed; whatever else it threw is thrown on, too
     */
    Optional<SortedMap<TopicPartition, Long>> take() throws SQLException {
        try {
            return result() ? Optional.of(next) : Optional.empty();
        } catch (ExecutionException e) {
            throw thrownOn(e.getCause());
        } finally {
            written = null;
            next = null;
        }
    }

    /** Ends the thread, when it has written what is in flight. */
    @Override
    public void close() {
        var unused = isCommitted();
        thread.shutdown();
    }

    /** Not to be interrupted: nobody may use the connection before the batch has come to its end. */
    private boolean result() throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return written.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static SQLException thrownOn(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        return (SQLException) failure; // there is no other that write() declares
    }
}
