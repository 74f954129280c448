package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same events give the same tables and the same open rows of the quarantine, in whatever order and batches they
 * arrive. The events of a key keep their order, as in their partition.
 */
class OrderOfArrivalTest {
    private static final int ORDERS = 8;

    private final TestDatabase database = SharedPostgres.newDatabase();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void doesNotChangeTheResult(int seed) throws SQLException {
        Random random = new Random(seed);
        List<List<Arrival>> keys = keys(random);

        List<String> expected = result(oneAfterAnother(keys), 1_000, random);

        assertThat(expected).isNotEmpty();
        for (int i = 0; i < ORDERS; i++) {
            List<Arrival> order = shuffled(keys, random);
            int batch = 1 + random.nextInt(8);
            assertThat(result(order, batch, random))
                    .as(() -> "batches of up to " + batch + ": " + order)
                    .isEqualTo(expected);
        }
    }

    private record Arrival(TopicPartition partition, FakeTopics.Entry entry) {
        @Override
        public String toString() {
            return entry.value() == null
                    ? "deletion of " + partition.topic() + " " + new String(entry.key(), StandardCharsets.UTF_8)
                    : new String(entry.value(), StandardCharsets.UTF_8);
        }
    }

    /**
     * The events of each key. Unique values move in cycles; some parents never come. Some owners are deleted, but then no item
     * is left with them, and some seats, whose places others take.
     */
    private static List<List<Arrival>> keys(Random random) {
        List<List<Arrival>> keys = new ArrayList<>();
        List<Integer> values = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6));
        List<List<Integer>> rounds = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            rounds.add(List.copyOf(values));
            Collections.shuffle(values, random);
        }
        for (int id = 1; id <= values.size(); id++) {
            List<Arrival> owner = new ArrayList<>();
            List<Arrival> seat = new ArrayList<>();
            for (int round = 0; round < rounds.size(); round++) {
                String value = "v" + rounds.get(round).get(id - 1);
                owner.add(new Arrival(RelatedRecords.OWNERS, RelatedRecords.owner(id, round, value)));
                seat.add(new Arrival(RelatedRecords.SEATS, RelatedRecords.seat(id, round, value)));
            }
            keys.add(owner);
            keys.add(seat);
        }
        for (int id = 1; id <= 10; id++) {
            Long owner = random.nextInt(8) == 0 ? null : Long.valueOf(1 + random.nextInt(7)); // there is no owner 7
            Long parent = random.nextInt(3) == 0 ? null : Long.valueOf(1 + random.nextInt(10));
            keys.add(List.of(new Arrival(RelatedRecords.ITEMS, RelatedRecords.item(id, 1, owner, parent))));
        }
        keys.add(List.of(new Arrival(RelatedRecords.SEATS, RelatedRecords.seat(9, 1, "too long for a place"))));
        addDeletions(keys, random);
        return keys;
    }

    private static void addDeletions(List<List<Arrival>> keys, Random random) {
        for (long id = 20; id < 22; id++) {
            keys.add(List.of(
                    new Arrival(RelatedRecords.OWNERS, RelatedRecords.owner(id, 1, "b" + id)),
                    new Arrival(RelatedRecords.OWNERS, RelatedRecords.deletion("owner", id, 2))));
            FakeTopics.Entry last = random.nextBoolean()
                    ? RelatedRecords.deletion("item", id, 2)
                    : RelatedRecords.item(id, 2, null, random.nextBoolean() ? id : null);
            keys.add(List.of(
                    new Arrival(RelatedRecords.ITEMS, RelatedRecords.item(id, 1, id, id)),
                    new Arrival(RelatedRecords.ITEMS, last)));
            keys.add(List.of(
                    new Arrival(RelatedRecords.SEATS, RelatedRecords.seat(id, 1, "p" + id)),
                    new Arrival(RelatedRecords.SEATS, RelatedRecords.seat(id, 2, "p" + id)),
                    new Arrival(RelatedRecords.SEATS, RelatedRecords.deletion("seat", id, 3))));
            keys.add(List.of(
                    new Arrival(RelatedRecords.SEATS, RelatedRecords.deletion("seat", 10 + id, 1)),
                    new Arrival(RelatedRecords.SEATS, RelatedRecords.seat(10 + id, 2, "p" + id))));
        }
        keys.add(List.of(
                new Arrival(RelatedRecords.SEATS, RelatedRecords.seat(40, 1, "too long for a place")),
                new Arrival(RelatedRecords.SEATS, RelatedRecords.deletion("seat", 40, 2))));
    }

    private static List<Arrival> oneAfterAnother(List<List<Arrival>> keys) {
        return keys.stream().flatMap(List::stream).toList();
    }

    private static List<Arrival> shuffled(List<List<Arrival>> keys, Random random) {
        List<Integer> turns = new ArrayList<>();
        for (int key = 0; key < keys.size(); key++) {
            turns.addAll(Collections.nCopies(keys.get(key).size(), key));
        }
        Collections.shuffle(turns, random);
        int[] next = new int[keys.size()];
        List<Arrival> order = new ArrayList<>();
        turns.forEach(key -> order.add(keys.get(key).get(next[key]++)));
        return order;
    }

    /** Writes the events with two tasks: one has the owners, the other the items and seats. */
    private List<String> result(List<Arrival> order, int batch, Random random) throws SQLException {
        FakeTopics log = new FakeTopics();
        try (FakeWorker one = new FakeWorker(log, RelatedRecords.configuration(database));
                FakeWorker other = new FakeWorker(log, RelatedRecords.configuration(database))) {
            one.start(RelatedRecords.OWNERS);
            other.start(RelatedRecords.ITEMS, RelatedRecords.SEATS);
            for (int from = 0; from < order.size(); ) {
                int to = Math.min(order.size(), from + 1 + random.nextInt(batch));
                order.subList(from, to).forEach(arrival -> log.append(arrival.partition(), arrival.entry()));
                from = to;
                (random.nextBoolean() ? one : other).drain();
            }
            one.drain();
            other.drain();
            assertThat(one.retries()).isEmpty();
            assertThat(other.retries()).isEmpty();
        }
        List<String> result = new ArrayList<>();
        result.addAll(database.rows("SELECT 'owner', id, badge, seq FROM owners ORDER BY id"));
        result.addAll(database.rows("SELECT 'item', id, owner, parent, seq FROM items ORDER BY id"));
        result.addAll(database.rows("SELECT 'seat', id, place, seq FROM seats ORDER BY id"));
        result.addAll(database.rows("SELECT 'refused', topic, key, reasons -> 0 ->> 'code' FROM quarantine"
                + " WHERE resolved_at IS NULL ORDER BY topic, key"));
        database.execute("TRUNCATE owners, items, seats, quarantine, wherry_offsets");
        return result;
    }
}
