package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.sink.database.WarehouseRetry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random events of two event tables, in random batches of two tasks that restart: copies, conflicts, versions, rows that
 * PostgreSQL rejects for good, and rows that it rejects until another row exists. Whatever the order, rows, quarantine and
 * ledger are those of a simple model.
 */
class EventTablesModelTest {
    private static final int PARTITIONS = 3;
    private static final int KEYS = 12;
    private static final int SITES = 4;

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final List<Visit> visits = new ArrayList<>();
    private final List<Trip> trips = new ArrayList<>();

    private record Visit(int id, Long site, String note) {}

    private record Trip(int id, int seq, String note) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void matchesTheModel(int seed) throws SQLException {
        Random random = new Random(seed);
        int site = 0;
        for (int round = 0; round < 8; round++) {
            appendSome(random);
            try (FakeWorker one = worker(random);
                    FakeWorker other = worker(random)) {
                one.start(EventRecords.visits(0), EventRecords.visits(1), EventRecords.trips(0));
                other.start(EventRecords.visits(2), EventRecords.trips(1), EventRecords.trips(2));
                if (site < SITES - 1 && random.nextBoolean()) {
                    database.execute("INSERT INTO sites VALUES (" + site++ + ")");
                }
                appendSome(random);
                other.drain();
                one.drain();
            }
            check(site);
        }
        WarehouseRetry.run(database.url(), TestDatabase.USER, "", EventRecords.CATALOG, Optional.empty());
        check(site);
    }

    private FakeWorker worker(Random random) {
        return new FakeWorker(log, EventRecords.configuration(database)).batchSize(1 + random.nextInt(40));
    }

    private void appendSome(Random random) {
        for (int i = random.nextInt(60); i > 0; i--) {
            String note = random.nextInt(12) == 0 ? EventRecords.TOO_LONG : "note " + random.nextInt(3);
            if (random.nextBoolean()) {
                Long site = random.nextInt(3) == 0 ? Long.valueOf(random.nextInt(SITES)) : null;
                Visit visit = new Visit(random.nextInt(KEYS), site, note);
                visits.add(visit);
                String feed = random.nextInt(4) == 0 ? "other-visits" : "visits";
                log.append(
                        EventRecords.visits(visit.id % PARTITIONS),
                        EventRecords.visit(feed, feed + "/" + i, visit.id, site, note));
            } else {
                Trip trip = new Trip(random.nextInt(KEYS), random.nextInt(5), note);
                trips.add(trip);
                log.append(EventRecords.trips(trip.id % PARTITIONS), EventRecords.trip(trip.id, trip.seq, note));
            }
        }
    }

    private void check(int sites) throws SQLException {
        checkVisits(sites);
        checkTrips();
        assertThat(database.rows("SELECT feed, part FROM ledger_counts GROUP BY 1, 2 HAVING sum(events) <> 0"))
                .as("corrections that do not balance")
                .isEmpty();
    }

    private void checkVisits(int sites) throws SQLException {
        Map<Integer, Visit> rows = new TreeMap<>();
        for (String row : database.rows("SELECT id, site, note FROM visits")) {
            String[] values = row.split("\\|");
            int id = Integer.parseInt(values[0]);
            rows.put(id, new Visit(id, values[1].equals("∅") ? null : Long.valueOf(values[1]), values[2]));
        }
        Map<String, Integer> expected = new HashMap<>();
        for (Visit visit : visits) {
            Visit row = rows.get(visit.id);
            boolean hasSite = visit.site == null || visit.site < sites;
            if (visit.note.equals(EventRecords.TOO_LONG)) {
                add(expected, "sqlstate_23514");
            } else if (visit.equals(row)) {
                add(expected, "row or duplicate");
            } else if (!hasSite) {
                add(expected, "without site"); // refused, or a conflict if the key had a row already
            } else {
                assertThat(row).as("a row of the key of %s", visit).isNotNull();
                add(expected, "key_conflict");
            }
        }
        assertThat(visits).containsAll(rows.values());
        Map<String, Integer> open = open("events.visit");
        int conflictsWithoutSite = open.getOrDefault("key_conflict", 0) - expected.getOrDefault("key_conflict", 0);
        assertThat(conflictsWithoutSite).isBetween(0, expected.getOrDefault("without site", 0));
        assertThat(open.getOrDefault("sqlstate_23503", 0))
                .isEqualTo(expected.getOrDefault("without site", 0) - conflictsWithoutSite);
        assertThat(open.getOrDefault("sqlstate_23514", 0)).isEqualTo(expected.getOrDefault("sqlstate_23514", 0));
        assertThat(corrections("visit"))
                .isEqualTo(nonZero(Map.of(
                        "duplicate",
                        expected.getOrDefault("row or duplicate", 0) - rows.size(),
                        "invalid",
                        open.getOrDefault("key_conflict", 0))));
    }

    private void checkTrips() throws SQLException {
        Map<Integer, List<Trip>> candidates = new TreeMap<>();
        for (Trip trip : trips) {
            if (!trip.note.equals(EventRecords.TOO_LONG)) {
                List<Trip> best = candidates.computeIfAbsent(trip.id, id -> new ArrayList<>());
                if (!best.isEmpty() && best.get(0).seq > trip.seq) {
                    best.clear();
                }
                if (best.isEmpty() || best.get(0).seq == trip.seq) {
                    best.add(trip);
                }
            }
        }
        List<String> rows = database.rows("SELECT id, seq, note FROM trips ORDER BY id");
        assertThat(rows).hasSameSizeAs(candidates.keySet());
        for (String row : rows) {
            String[] values = row.split("\\|");
            int id = Integer.parseInt(values[0]);
            assertThat(candidates.get(id)).contains(new Trip(id, Integer.parseInt(values[1]), values[2]));
        }
        Map<String, Integer> open = open("events.trip");
        Map<String, Integer> corrections = corrections("trip");
        int conflicts = open.getOrDefault("key_conflict", 0);
        int rejected = open.getOrDefault("sqlstate_23514", 0);
        assertThat(rejected).isEqualTo((int) trips.stream()
                .filter(trip -> trip.note.equals(EventRecords.TOO_LONG))
                .count());
        assertThat(corrections.getOrDefault("invalid", 0)).isEqualTo(conflicts);
        assertThat(corrections.getOrDefault("duplicate", 0) + corrections.getOrDefault("superseded", 0))
                .isEqualTo(trips.size() - rows.size() - rejected - conflicts);
        for (String conflict : database.rows("SELECT convert_from(event, 'UTF8')::jsonb->>'id',"
                + " convert_from(event, 'UTF8')::jsonb->>'seq', convert_from(event, 'UTF8')::jsonb->>'note' FROM quarantine"
                + " WHERE topic = 'events.trip' AND reasons->0->>'code' = 'key_conflict' AND resolved_at IS NULL")) {
            String[] values = conflict.split("\\|");
            assertThat(trips)
                    .as("an event in conflict with %s", conflict)
                    .anyMatch(trip -> trip.id == Integer.parseInt(values[0])
                            && trip.seq == Integer.parseInt(values[1])
                            && !trip.note.equals(values[2]));
        }
    }

    private static void add(Map<String, Integer> counts, String name) {
        counts.merge(name, 1, Integer::sum);
    }

    private Map<String, Integer> open(String topic) throws SQLException {
        return counts("SELECT reasons->0->>'code', count(*) FROM quarantine WHERE resolved_at IS NULL AND topic = '"
                + topic + "' GROUP BY 1");
    }

    /** The corrections of a type, without those of accepted events, which balance them. */
    private Map<String, Integer> corrections(String type) throws SQLException {
        return nonZero(
                counts("SELECT outcome, sum(events) FROM ledger_counts WHERE outcome <> 'accepted' AND part LIKE 'sink-"
                        + type + "-%' GROUP BY 1"));
    }

    private static Map<String, Integer> nonZero(Map<String, Integer> counts) {
        Map<String, Integer> kept = new TreeMap<>(counts);
        kept.values().removeIf(count -> count == 0);
        return kept;
    }

    private Map<String, Integer> counts(String select) throws SQLException {
        Map<String, Integer> counts = new TreeMap<>();
        for (String row : database.rows(select)) {
            String[] values = row.split("\\|");
            counts.put(values[0], Integer.parseInt(values[1]));
        }
        return counts;
    }
}
