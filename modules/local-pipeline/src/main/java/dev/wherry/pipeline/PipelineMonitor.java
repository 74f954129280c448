package dev.wherry.pipeline;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Supervises a pipeline and reports snapshots until it is drained, stalled or stopped. */
public final class PipelineMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineMonitor.class);
    private static final Duration SNAPSHOT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration DRAIN_CHECK_INTERVAL = Duration.ofMillis(100);
    /** Counting the rows of large tables is slow: a snapshot may take at most one tenth of the time. */
    private static final int SNAPSHOT_INTERVAL_FACTOR = 10;

    private final Pipeline pipeline;
    private final Consumer<PipelineSnapshot> listener;
    private final StopCondition stop;
    private final SeenProgress progress = new SeenProgress();
    private long nextSnapshotAt = System.nanoTime();
    private long lastProgressAt = System.nanoTime();

    /** Waits for a request to stop. */
    @FunctionalInterface
    public interface StopCondition {
        /** Returns true as soon as a stop is requested, and false after the timeout. */
        boolean await(Duration timeout);
    }

    /** @param listener receives a snapshot about once a second */
    public PipelineMonitor(Pipeline pipeline, Consumer<PipelineSnapshot> listener, StopCondition stop) {
        this.pipeline = pipeline;
        this.listener = listener;
        this.stop = stop;
    }

    /**
     * Returns when a stop is requested.
     *
     * @throws PipelineFailedException if a stage has failed permanently
     */
    public void runUntilStopped() {
        while (!stop.await(SNAPSHOT_INTERVAL)) {
            pipeline.supervise();
            reportSnapshot();
        }
    }

    /**
     * Returns when the pipeline is drained, a stop is requested, or nothing has changed for the stall timeout.
     *
     * @throws PipelineFailedException if a stage has failed permanently
     */
    public RunEnding runUntilDrained(Duration stallTimeout) {
        while (!stop.await(DRAIN_CHECK_INTERVAL)) {
            pipeline.supervise();
            reportSnapshot();
            if (isDrained()) {
                return RunEnding.DRAINED;
            }
            if (System.nanoTime() - lastProgressAt > stallTimeout.toNanos()) {
                return RunEnding.STALLED;
            }
        }
        return RunEnding.STOPPED;
    }

    private boolean isDrained() {
        try {
            return pipeline.isDrained();
        } catch (SQLException failure) {
            failUnlessUnavailable(failure);
            return false;
        }
    }

    private void reportSnapshot() {
        long start = System.nanoTime();
        if (start - nextSnapshotAt < 0) {
            return;
        }
        try {
            PipelineSnapshot snapshot = pipeline.snapshot();
            if (progress.moves(snapshot)) {
                lastProgressAt = System.nanoTime();
            }
            listener.accept(snapshot);
        } catch (SQLException failure) {
            failUnlessUnavailable(failure);
        }
        long elapsed = System.nanoTime() - start;
        nextSnapshotAt = start + Math.max(SNAPSHOT_INTERVAL.toNanos(), elapsed * SNAPSHOT_INTERVAL_FACTOR);
    }

    private static void failUnlessUnavailable(SQLException failure) {
        if (!WarehouseQueries.isUnavailable(failure)) {
            throw new PipelineFailedException("The warehouse cannot be queried: " + failure.getMessage());
        }
        LOG.info("The warehouse is unavailable, will retry: {}", failure.getMessage());
    }
}
