package dev.wherry.sink;

import static dev.wherry.sink.OrderRecords.ORDERS;
import static dev.wherry.sink.OrderRecords.PRODUCTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.sink.OrderRecords.Line;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random orders with more, fewer and reordered lines, older versions, tied versions and deletions, in random batches of tasks
 * that restart: the tables are those of a simple model. If PostgreSQL rejects orders because of a line, it depends on the
 * batches which version of an order has a row, but the lines and tags are always those of that version.
 */
class ChildTablesModelTest {
    private static final int KEYS = 8;
    private static final int SKUS = 5;
    private static final String CHILDREN = "SELECT 'line', order_id, place, sku, amount FROM order_lines UNION ALL"
            + " SELECT 'tag', order_id, place, seq, length(tag) FROM sales.order_tags";

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    /** The rows of each order's lines and tags. */
    private final Map<Integer, List<String>> expected = new TreeMap<>();

    /** By id and version, the rows of the lines and tags of each such record. */
    private final Map<String, List<List<String>>> written = new HashMap<>();

    private int smallestAmount = 1;

    private final Map<Integer, Integer> versions = new HashMap<>();
    /** No record is older than the last deletion of its key: the streams app sees to that. */
    private final Map<Integer, Integer> deletions = new HashMap<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void matchesTheModel(int seed) throws SQLException {
        Random random = new Random(seed);
        appendProducts();
        for (int round = 0; round < 8; round++) {
            writeSome(random);
            check();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8})
    void linesAndTagsAreThoseOfTheRow(int seed) throws SQLException {
        smallestAmount = 0;
        Random random = new Random(seed);
        appendProducts();
        for (int round = 0; round < 8; round++) {
            writeSome(random);
            Map<String, List<String>> rows = new TreeMap<>();
            database.rows("SELECT id || '|' || seq FROM orders").forEach(order -> rows.put(order, new ArrayList<>()));
            for (String row : database.rows("SELECT o.id || '|' || o.seq, child.* FROM (" + CHILDREN
                    + ") AS child LEFT JOIN orders AS o ON o.id = order_id")) {
                String[] parts = row.split("\\|", 3);
                assertThat(rows).containsKey(parts[0] + "|" + parts[1]);
                rows.get(parts[0] + "|" + parts[1]).add(parts[2]);
            }
            rows.forEach((order, children) -> {
                Collections.sort(children);
                assertThat(written.get(order)).contains(children);
            });
        }
        assertThat(database.rows("SELECT count(*) > 10 FROM quarantine")).containsExactly("t");
    }

    private void appendProducts() {
        log.append(
                PRODUCTS,
                LongStream.range(0, SKUS).mapToObj(OrderRecords::product).toArray(FakeTopics.Entry[]::new));
    }

    private void writeSome(Random random) {
        for (int i = random.nextInt(80); i > 0; i--) {
            append(random);
        }
        try (FakeWorker worker = new FakeWorker(log, OrderRecords.configuration(database))) {
            worker.batchSize(1 + random.nextInt(50)).start(ORDERS, PRODUCTS).drain();
        }
    }

    private void check() throws SQLException {
        assertThat(database.rows("SELECT id FROM orders ORDER BY id"))
                .containsExactlyElementsOf(
                        expected.keySet().stream().map(String::valueOf).toList());
        assertThat(new TreeSet<>(database.rows(CHILDREN)))
                .isEqualTo(new TreeSet<>(
                        expected.values().stream().flatMap(List::stream).toList()));
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    private void append(Random random) {
        int id = random.nextInt(KEYS);
        int current = versions.getOrDefault(id, 1);
        int seq = Math.max(deletions.getOrDefault(id, 0) + 1, current - 2 + random.nextInt(5));
        if (random.nextInt(5) == 0) {
            seq = Math.max(seq, current);
            log.append(ORDERS, OrderRecords.deletion(id, seq));
            deletions.put(id, seq);
            versions.put(id, seq);
            expected.remove(id);
            return;
        }
        List<Long> skus = new ArrayList<>(LongStream.range(0, SKUS).boxed().toList());
        Collections.shuffle(skus, random);
        List<Line> lines = skus.subList(0, random.nextInt(SKUS)).stream()
                .map(sku -> new Line(sku, smallestAmount + random.nextInt(10)))
                .toList();
        List<String> tags = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> "x".repeat(random.nextInt(4)))
                .toList();
        log.append(ORDERS, OrderRecords.order(id, seq, lines, tags));
        List<String> rows = rows(id, seq, lines, tags);
        written.computeIfAbsent(id + "|" + seq, version -> new ArrayList<>()).add(rows);
        if (!expected.containsKey(id) || seq >= current) {
            versions.put(id, seq);
            expected.put(id, rows);
        }
    }

    private static List<String> rows(int id, int seq, List<Line> lines, List<String> tags) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            rows.add("line|%d|%d|%d|%d"
                    .formatted(id, i, lines.get(i).sku(), lines.get(i).amount()));
        }
        for (int i = 0; i < tags.size(); i++) {
            rows.add("tag|%d|%d|%d|%d".formatted(id, i, seq, tags.get(i).length()));
        }
        Collections.sort(rows);
        return rows;
    }
}
