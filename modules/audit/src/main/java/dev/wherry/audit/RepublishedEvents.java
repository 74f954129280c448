package dev.wherry.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Raw events that were published more than once: same file, offset, modification time and bytes. They are no difference,
 * because a producer may drop a file again with the same time. If none did, investigate them first.
 */
record RepublishedEvents(long total, List<String> sample) {
    static RepublishedEvents find(AuditDatabase database, int limit) throws SQLException {
        List<String> sample = new ArrayList<>();
        long[] total = {0};
        database.each("""
                SELECT feed, file, NULL AS text, place, min(partition) AS partition, min(record) AS record, count(*) - 1 AS repeats
                FROM wherry_audit_valid GROUP BY feed, file, place, modified, digest HAVING count(*) > 1
                UNION ALL
                SELECT feed, NULL, file, place, min(partition), min(record), count(*) - 1
                FROM wherry_audit_skipped GROUP BY feed, file, place, modified, digest HAVING count(*) > 1
                UNION ALL
                SELECT feed, NULL, file, place, min(partition), min(record), count(*) - 1
                FROM wherry_audit_invalid GROUP BY feed, file, place, modified, digest, full_size HAVING count(*) > 1
                """, row -> {
            total[0] += row.getLong("repeats");
            if (sample.size() < limit) {
                String text = row.getString("text");
                String origin = text == null
                        ? Descriptions.origin(row.getBytes("file"), row.getString("place"))
                        : Descriptions.origin(text, row.getString("place"));
                sample.add(Difference.printable(
                        "%s (%s) %d more".formatted(origin, Descriptions.position(row), row.getLong("repeats"))));
            }
        });
        return new RepublishedEvents(total[0], List.copyOf(sample));
    }
}
