package dev.wherry.pipeline;

import dev.wherry.cli.StatusLine;
import dev.wherry.cli.StopSignal;

import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches over a pipeline and shows where it stands, until there is a reason to end. */
final class PipelineMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineMonitor.class);
    private static final Duration BETWEEN_SNAPSHOTS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_DRAIN_CHECKS = Duration.ofMillis(100);
    /** Counting the rows of large tables takes a while; it may take this part of the time. */
    private static final int SNAPSHOT_SHARE = 10;

    private final Pipeline pipeline;
    private final StatusLine line;
    private final StopSignal stop;
    private PipelineSnapshot last;
    private long nextSnapshot = System.nanoTime();
    private long lastMove = System.nanoTime();

    PipelineMonitor(Pipeline pipeline, StatusLine line, StopSignal stop) {
        this.pipeline = pipeline;
        this.line = line;
        this.stop = stop;
    }

    void untilStopped() {
        while (!stop.isGivenWithin(BETWEEN_SNAPSHOTS)) {
            pipeline.supervise();
            show();
        }
        line.end();
    }

    /** Returns whether everything is in the warehouse; false where it was stopped or nothing moved for that long. */
    boolean untilDrained(Duration stallTimeout) {
        while (!stop.isGivenWithin(BETWEEN_DRAIN_CHECKS)) {
            pipeline.supervise();
            show();
            if (isDrained()) {
                line.end();
                return true;
            }
            if (System.nanoTime() - lastMove > stallTimeout.toNanos()) {
                line.end();
                return false;
            }
        }
        line.end();
        return false;
    }

    private boolean isDrained() {
        try {
            return pipeline.isDrained();
        } catch (SQLException failure) {
            failUnlessAway(failure);
            return false;
        }
    }

    private void show() {
        long began = System.nanoTime();
        if (began - nextSnapshot < 0) {
            return;
        }
        try {
            PipelineSnapshot now = pipeline.snapshot();
            if (!now.equals(last)) {
                lastMove = System.nanoTime();
            }
            last = now;
            line.show(now);
        } catch (SQLException failure) {
            failUnlessAway(failure);
        }
        long took = System.nanoTime() - began;
        nextSnapshot = began + Math.max(BETWEEN_SNAPSHOTS.toNanos(), took * SNAPSHOT_SHARE);
    }

    private static void failUnlessAway(SQLException failure) {
        if (!WarehouseQueries.isAway(failure)) {
            throw new PipelineFailedException("The warehouse cannot be asked: " + failure.getMessage());
        }
        LOG.info("The warehouse does not answer just now: {}", failure.getMessage());
    }
}
