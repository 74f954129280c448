package dev.wherry.audit;

import dev.wherry.wire.LedgerKey;
import dev.wherry.wire.LedgerParts;
import dev.wherry.wire.Outcome;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares the counters of the topic {@code ledger} and of the warehouse with the recounted raw events. */
final class LedgerCheck {
    private final AuditDatabase database;
    private final Differences differences;

    LedgerCheck(AuditDatabase database, Differences differences) {
        this.database = database;
        this.differences = differences;
    }

    /** Returns the outcome counts of the topic, with the sink's corrections for event tables, by feed. */
    Map<String, Map<Outcome, Long>> check(Map<String, RawEventLoader.Feed> feeds) throws SQLException {
        Map<String, Map<Outcome, Long>> topic = topicCounts();
        Map<String, Map<Outcome, Long>> table = tableCounts();
        Map<String, Long> conflicts = conflicts();
        boolean late = false;
        for (Map.Entry<String, RawEventLoader.Feed> feed : feeds.entrySet()) {
            compare("topic ledger", feed.getKey(), feed.getValue(), 0, topic.getOrDefault(feed.getKey(), Map.of()));
            compare(
                    "table ledger",
                    feed.getKey(),
                    feed.getValue(),
                    conflicts.getOrDefault(feed.getKey(), 0L),
                    table.getOrDefault(feed.getKey(), Map.of()));
            late |= feed.getValue().late() > 0;
        }
        if (!late) {
            compareCounters();
        }
        addCorrections(topic);
        return topic;
    }

    private Map<String, Map<Outcome, Long>> topicCounts() throws SQLException {
        Map<String, Map<Outcome, Long>> sums = new TreeMap<>();
        database.each("SELECT counter, events FROM wherry_audit_last_count", row -> {
            try {
                LedgerKey counter = LedgerKey.parse(String.valueOf(row.getString(1)));
                add(sums, counter.feed(), counter.outcome(), row.getLong(2));
            } catch (IllegalArgumentException malformed) {
                differences.add(new Difference(
                        "topic ledger", "key " + row.getString(1), "feed|outcome|part", "a malformed key"));
            }
        });
        return sums;
    }

    private Map<String, Map<Outcome, Long>> tableCounts() throws SQLException {
        Map<String, Map<Outcome, Long>> sums = new TreeMap<>();
        database.each(
                "SELECT feed, outcome, sum(events)::bigint FROM ledger_counts GROUP BY 1, 2 ORDER BY 1, 2", row -> {
                    try {
                        add(sums, row.getString(1), Outcome.ofLabel(row.getString(2)), row.getLong(3));
                    } catch (IllegalArgumentException unknown) {
                        differences.add(new Difference(
                                "table ledger", "feed " + row.getString(1), "a known outcome", row.getString(2)));
                    }
                });
        return sums;
    }

    /** Outcomes whose label is not known were reported before. */
    private void addCorrections(Map<String, Map<Outcome, Long>> counts) throws SQLException {
        database.each(
                "SELECT feed, outcome, sum(events)::bigint FROM ledger_counts WHERE starts_with(part, ?) AND outcome = ANY (?)"
                        + " GROUP BY 1, 2",
                row -> add(counts, row.getString(1), Outcome.ofLabel(row.getString(2)), row.getLong(3)),
                LedgerParts.CORRECTIONS,
                database.texts(Stream.of(Outcome.values()).map(Outcome::label).toArray(String[]::new)));
    }

    private static void add(Map<String, Map<Outcome, Long>> sums, String feed, Outcome outcome, long events) {
        sums.computeIfAbsent(feed, name -> new EnumMap<>(Outcome.class)).merge(outcome, events, Long::sum);
    }

    /** By feed, the events of event tables that the sink has quarantined, because their key has another event. */
    private Map<String, Long> conflicts() throws SQLException {
        Map<String, Long> conflicts = new TreeMap<>();
        database.each(
                "SELECT coalesce(feed, ''), sum(conflicts) FROM wherry_audit_open GROUP BY 1",
                row -> conflicts.put(row.getString(1), row.getLong(2)));
        return conflicts;
    }

    /** @param conflicts the number of valid events that count as invalid */
    private void compare(
            String place, String feed, RawEventLoader.Feed raw, long conflicts, Map<Outcome, Long> counted) {
        long valid = counted.getOrDefault(Outcome.ACCEPTED, 0L)
                + counted.getOrDefault(Outcome.SUPERSEDED, 0L)
                + counted.getOrDefault(Outcome.DUPLICATE, 0L);
        compare(place, feed, "accepted, superseded or duplicate", raw.valid - conflicts, raw.lateValid, valid);
        compare(place, feed, "skipped", raw.skipped, raw.lateSkipped, counted.getOrDefault(Outcome.SKIPPED, 0L));
        compare(
                place,
                feed,
                "invalid",
                raw.invalid + conflicts,
                raw.lateInvalid,
                counted.getOrDefault(Outcome.INVALID, 0L));
    }

    private void compare(String place, String feed, String outcomes, long expected, long late, long actual) {
        if (actual < expected || actual > expected + late) {
            differences.add(new Difference(
                    place,
                    "feed " + feed,
                    expected + (late > 0 ? " to " + (expected + late) : "") + " events " + outcomes,
                    String.valueOf(actual)));
        }
    }

    private void compareCounters() throws SQLException {
        database.each(
                """
                SELECT coalesce(topic.counter, stored.counter), topic.events, stored.events
                FROM wherry_audit_last_count AS topic
                    FULL JOIN (SELECT concat_ws('|', feed, outcome, part) AS counter, events FROM ledger_counts
                        WHERE NOT starts_with(part, ?)) AS stored
                    ON stored.counter = topic.counter
                WHERE topic.events IS DISTINCT FROM stored.events
                ORDER BY 1
                """,
                row -> differences.add(new Difference(
                        "table ledger_counts",
                        row.getString(1),
                        row.getString(2) == null ? "no such counter" : row.getString(2),
                        row.getString(3) == null ? "none" : row.getString(3))),
                LedgerParts.CORRECTIONS);
    }
}
