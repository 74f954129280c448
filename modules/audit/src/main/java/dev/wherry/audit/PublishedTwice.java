package dev.wherry.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Raw events that are in their topic again: same file, offset, time and bytes. No difference, because a file that is
 * dropped again with its time is just that, but the first thing to look at where nobody has dropped one again.
 */
record PublishedTwice(long events, List<String> named) {
    static PublishedTwice in(AuditDatabase database, int limit) throws SQLException {
        List<String> named = new ArrayList<>();
        long[] events = {0};
        database.each("""
                SELECT feed, file, NULL AS text, place, min(partition) AS partition, min(record) AS record, count(*) - 1 AS again
                FROM wherry_audit_valid GROUP BY feed, file, place, modified, digest HAVING count(*) > 1
                UNION ALL
                SELECT feed, NULL, file, place, min(partition), min(record), count(*) - 1
                FROM wherry_audit_invalid GROUP BY feed, file, place, modified, digest, full_size HAVING count(*) > 1
                """, row -> {
            events[0] += row.getLong("again");
            if (named.size() < limit) {
                String text = row.getString("text");
                String origin = text == null
                        ? Descriptions.origin(row.getBytes("file"), row.getString("place"))
                        : Descriptions.origin(text, row.getString("place"));
                named.add(Difference.printable(
                        "%s (%s) %d more".formatted(origin, Descriptions.raw(row), row.getLong("again"))));
            }
        });
        return new PublishedTwice(events[0], List.copyOf(named));
    }
}
