package dev.wherry.sink;

import dev.wherry.sink.database.WarehouseSession;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that somebody has moved a task's offsets in the database: {@code wherry rebuild TYPE}, or who restores a backup. A
 * partition without new records would not tell.
 */
final class OffsetsCheck {
    /** How often the offsets are read: one query, also while records of other partitions arrive. */
    static final long INTERVAL_MS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(OffsetsCheck.class);

    private long checkedAt = System.nanoTime();

    /** The partitions that must be read again from where the database says; empty if it is not time to look. */
    Set<TopicPartition> moved(WarehouseSession session, Map<TopicPartition, Long> known) throws SQLException {
        long now = System.nanoTime();
        if (now - checkedAt < TimeUnit.MILLISECONDS.toNanos(INTERVAL_MS)) {
            return Set.of();
        }
        checkedAt = now;
        Set<TopicPartition> moved = session.movedOffsets(known);
        if (!moved.isEmpty()) {
            LOG.info("The offsets of {} were moved in wherry_offsets; this task continues there.", moved);
        }
        return moved;
    }
}
