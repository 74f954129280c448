package dev.wherry.audit;

import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Finds what would block the pipeline permanently: wrong sink offsets, and transactions that never end. */
final class ProgressCheck {
    private final AuditDatabase database;
    private final TopicReader reader;
    private final Differences differences;

    ProgressCheck(AuditDatabase database, TopicReader reader, Differences differences) {
        this.database = database;
        this.reader = reader;
        this.differences = differences;
    }

    /**
     * Finds records that the sink has not read, and offsets beyond the end of a topic, where it would skip records. The
     * streams app publishes its counts again whenever it starts, perhaps just before it stops: the sink need not have read
     * a count that is the same as before.
     */
    void checkSinkOffsets(Collection<String> topics) throws SQLException {
        Map<TopicPartition, Long> ends = reader.ends(reader.partitions(topics));
        database.each(
                """
                SELECT read.topic, read.partition, coalesce(sink.next_offset, 0), last.record
                FROM wherry_audit_read AS read LEFT JOIN wherry_offsets AS sink USING (topic, partition)
                    LEFT JOIN (
                        SELECT 'state.' || type AS topic, partition, max(record) AS record FROM wherry_audit_state GROUP BY 1, 2
                        UNION ALL SELECT 'events.' || type, partition, max(record) FROM wherry_audit_appended GROUP BY 1, 2
                        UNION ALL SELECT 'invalid.' || feed, partition, max(record) FROM wherry_audit_quarantined GROUP BY 1, 2
                        UNION ALL SELECT ?::text, 0, max(record) FROM (
                            SELECT record, events, lag(events) OVER (PARTITION BY counter ORDER BY record) AS before
                            FROM wherry_audit_ledger) AS counts WHERE events IS DISTINCT FROM before
                        UNION ALL SELECT ?::text, partition, max(record) FROM wherry_audit_receipt GROUP BY 1, 2
                        UNION ALL SELECT ?::text, 0, max(record) FROM (
                            SELECT record FROM wherry_audit_file UNION ALL SELECT record FROM wherry_audit_decision) AS statement
                    ) AS last ON last.topic = read.topic AND last.partition = read.partition
                ORDER BY 1, 2
                """,
                row -> {
                    TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
                    long next = row.getLong(3);
                    long last = row.getLong(4);
                    boolean hasRecords = !row.wasNull();
                    if (next > ends.get(partition)) {
                        differences.add(new Difference(
                                "table wherry_offsets",
                                partition.toString(),
                                "at most " + ends.get(partition) + ", the end of the topic",
                                String.valueOf(next)));
                    } else if (hasRecords && last >= next) {
                        differences.add(new Difference(
                                "table wherry_offsets",
                                partition.toString(),
                                "more than " + last + ", the last record",
                                next + ": the sink has not read the records from there on"));
                    }
                },
                Topics.LEDGER,
                Topics.RECEIPTS,
                Topics.FILES);
    }

    /** Finds open transactions. One is stuck if the last stable offset does not move for the settle time. */
    void checkOpenTransactions(Collection<TopicPartition> partitions, Duration settle) {
        Map<TopicPartition, Long> blocked = blockedPartitions(partitions);
        long start = System.nanoTime();
        while (!blocked.isEmpty() && System.nanoTime() - start < settle.toNanos()) {
            PollDelay.sleep();
            Map<TopicPartition, Long> now = blockedPartitions(blocked.keySet());
            blocked.entrySet().removeIf(before -> !before.getValue().equals(now.get(before.getKey())));
        }
        blocked.forEach((partition, committed) -> differences.add(new Difference(
                partition.toString(),
                "",
                "no open transaction",
                "a transaction that is open at offset " + committed + " and blocks read_committed consumers")));
    }

    /** The partitions whose last stable offset is before their end, by last stable offset. */
    private Map<TopicPartition, Long> blockedPartitions(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = reader.ends(partitions);
        Map<TopicPartition, Long> committed = new HashMap<>(reader.committedEnds(partitions));
        committed.entrySet().removeIf(end -> end.getValue() >= ends.get(end.getKey()));
        return committed;
    }
}
