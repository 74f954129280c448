package dev.wherry.audit;

import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Looks for what would hold the pipeline up for good: offsets that are stuck, and transactions that do not end. */
final class ProgressCheck {
    private final AuditDatabase database;
    private final TopicReader reader;
    private final Differences differences;

    ProgressCheck(AuditDatabase database, TopicReader reader, Differences differences) {
        this.database = database;
        this.reader = reader;
        this.differences = differences;
    }

    /** Records that the sink has not taken, and offsets beyond the end, from which it would leave records out. */
    void offsets(Collection<String> topics) throws SQLException {
        Map<TopicPartition, Long> ends = reader.ends(reader.partitions(topics));
        database.each(
                """
                SELECT read.topic, read.partition, coalesce(sink.next_offset, 0), last.record
                FROM wherry_audit_read AS read LEFT JOIN wherry_offsets AS sink USING (topic, partition)
                    LEFT JOIN (
                        SELECT 'state.' || type AS topic, partition, max(record) AS record FROM wherry_audit_state GROUP BY 1, 2
                        UNION ALL SELECT 'invalid.' || feed, partition, max(record) FROM wherry_audit_set_aside GROUP BY 1, 2
                        UNION ALL SELECT ?::text, 0, max(record) FROM wherry_audit_ledger
                    ) AS last ON last.topic = read.topic AND last.partition = read.partition
                ORDER BY 1, 2
                """,
                row -> {
                    TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
                    long next = row.getLong(3);
                    long last = row.getLong(4);
                    boolean records = !row.wasNull();
                    if (next > ends.get(partition)) {
                        differences.add(new Difference(
                                "table wherry_offsets",
                                partition.toString(),
                                "at most " + ends.get(partition) + ", where the topic ends",
                                String.valueOf(next)));
                    } else if (records && last >= next) {
                        differences.add(new Difference(
                                "table wherry_offsets",
                                partition.toString(),
                                "more than " + last + ", the last record",
                                next + ": the sink has not taken what comes from there on"));
                    }
                },
                Topics.LEDGER);
    }

    /** Transactions begin and end all the time; one is stuck if committed readers get no further for that long. */
    void openTransactions(Collection<TopicPartition> partitions, Duration settle) {
        Map<TopicPartition, Long> open = heldUp(partitions);
        long began = System.nanoTime();
        while (!open.isEmpty() && System.nanoTime() - began < settle.toNanos()) {
            PollDelay.shortly();
            Map<TopicPartition, Long> now = heldUp(open.keySet());
            open.entrySet().removeIf(before -> !before.getValue().equals(now.get(before.getKey())));
        }
        open.forEach((partition, committed) -> differences.add(new Difference(
                partition.toString(),
                "",
                "that every transaction ends",
                "one that is open at offset " + committed + " and holds up all committed readers")));
    }

    /** Where committed readers get no further although there is more. */
    private Map<TopicPartition, Long> heldUp(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = reader.ends(partitions);
        Map<TopicPartition, Long> committed = new HashMap<>(reader.committedEnds(partitions));
        committed.entrySet().removeIf(end -> end.getValue() >= ends.get(end.getKey()));
        return committed;
    }
}
