package dev.wherry.sink;

import dev.wherry.sink.batch.Batch;
import dev.wherry.sink.database.WarehouseSession;
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
 * Writes batches on a dedicated thread, at most one at a time. From {@link #start} until {@link #awaitCommit},
 * {@link #takeOutcome} or {@link #close} has returned, the batch and the session belong to that thread. At all other
 * times they belong to Connect's thread. Submitting the work and getting the Future's result are the happens-before
 * edges, so nothing is locked.
 */
final class BatchWriter implements AutoCloseable {
    private final ExecutorService executor;
    private SortedMap<TopicPartition, Long> nextOffsets;
    private Future<Boolean> written;

    BatchWriter(String threadName) {
        this.executor = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, threadName);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether a batch was started and its outcome has not been taken with {@link #takeOutcome}. */
    boolean hasBatch() {
        return written != null;
    }

    /** Whether a batch is still being written. Does not wait and transfers no ownership. */
    boolean isWriting() {
        return written != null && !written.isDone();
    }

    /**
     * Starts to write the batch, and then to try refused rows again. If that fails after the commit, the batch counts as
     * failed; the offsets in the database will say that it was written.
     *
     * @throws IllegalStateException if another batch is in flight
     */
    void start(WarehouseSession session, Batch batch, Map<TopicPartition, Long> expectedOffsets) {
        if (written != null) {
            throw new IllegalStateException("the previous batch is still in flight");
        }
        nextOffsets = batch.nextOffsets();
        written = executor.submit(() -> {
            boolean committed = session.write(batch, expectedOffsets);
            if (committed) {
                session.retry(batch.isEmpty());
            }
            return committed;
        });
    }

    /**
     * Waits for the batch, but leaves its outcome for {@link #takeOutcome}.
     *
     * @return false if there is no batch or it was not committed
     */
    boolean awaitCommit() {
        try {
            return written != null && result();
        } catch (ExecutionException e) {
            return false; // takeOutcome() throws it
        }
    }

    /**
     * Waits for the batch and takes its outcome. Afterwards no batch is in flight.
     *
     * @return the offsets after the batch; empty if another writer was faster and nothing was written
     * @throws SQLException if the write failed; other exceptions of the write are rethrown as they are
     */
    Optional<SortedMap<TopicPartition, Long>> takeOutcome() throws SQLException {
        try {
            return result() ? Optional.of(nextOffsets) : Optional.empty();
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        } finally {
            written = null;
            nextOffsets = null;
        }
    }

    /** Waits for the batch in flight, then ends the thread. */
    @Override
    public void close() {
        var unused = awaitCommit();
        executor.shutdown();
    }

    /** Waits uninterruptibly: the connection must not be used before the batch has ended. */
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

    private static SQLException rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        return (SQLException) failure; // the only checked exception that write() declares
    }
}
