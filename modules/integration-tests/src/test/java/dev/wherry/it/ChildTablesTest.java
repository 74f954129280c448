package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orders with lines and tags, as children: created, updated with more, fewer and reordered lines, deleted, copied, in random
 * order. The tables are those of a simple model; then they are audited, rebuilt, changed by hand, and an order is erased.
 * PostgreSQL rejects the last event of some orders, because of a line.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChildTablesTest {
    private static final Path CONTRACTS =
            Path.of("src/test/resources/child-tables").toAbsolutePath();
    private static final int EVENTS = 600;
    private static final int ORDERS = 60;
    private static final int FILES = 6;
    /** PostgreSQL rejects the last event of orders from this number on. */
    private static final int REJECTED = 55;

    @TempDir
    static Path directory;

    private static Path home;
    /** The lines of each order that is not deleted. */
    private static final Map<Integer, List<String>> LINES = new TreeMap<>();

    @BeforeAll
    static void run() throws IOException {
        home = directory.resolve("home");
        Path inbox = directory.resolve("inbox");
        writeEvents(inbox);
        WherryCommand first = once(inbox);
        assertThat(first.exitCode()).as(first.err() + first.out()).isZero();
        Files.writeString(inbox.resolve("orders/rejected.ndjson"), String.join("\n", rejectedEvents()) + "\n");

        WherryCommand second = once(inbox);

        assertThat(second.exitCode()).as(second.err() + second.out()).isEqualTo(3);
        assertThat(second.out() + second.err())
                .contains("PostgreSQL rejected " + (ORDERS - REJECTED) + " rows of the table orders");
    }

    private static WherryCommand once(Path inbox) {
        return WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, "--contracts=" + CONTRACTS));
    }

    private static void writeEvents(Path inbox) throws IOException {
        Random random = new Random(7);
        Map<Integer, Integer> versions = new TreeMap<>();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            int order = random.nextInt(ORDERS);
            int seq = versions.merge(order, 1, Integer::sum);
            boolean gone = order < REJECTED && random.nextInt(5) == 0;
            List<String> lines = lines(random);
            if (gone) {
                LINES.remove(order);
            } else {
                LINES.put(order, lines);
            }
            String event = event(i, order, seq, gone, lines);
            events.add(event);
            if (random.nextInt(4) == 0) {
                events.add(event); // a copy
            }
        }
        Collections.shuffle(events, random);
        Files.createDirectories(inbox.resolve("orders"));
        for (int file = 0; file < FILES; file++) {
            int number = file;
            List<String> ofFile = IntStream.range(0, events.size())
                    .filter(i -> i % FILES == number)
                    .mapToObj(events::get)
                    .toList();
            Files.writeString(inbox.resolve("orders/" + file + ".ndjson"), String.join("\n", ofFile) + "\n");
        }
        Files.writeString(inbox.resolve("orders/invalid.json"), """
                {"type": "order", "event": "x", "shop": "a", "id": 1, "seq": 1,
                    "lines": [{"sku": "a", "amount": 1}, {"sku": "a", "amount": 1}]}""");
    }

    /** Newer events of some orders, which have a row already. */
    private static List<String> rejectedEvents() {
        return IntStream.range(REJECTED, ORDERS)
                .mapToObj(
                        order -> event(EVENTS + order, order, 1_000, false, List.of("{\"sku\": \"x\", \"amount\": 0}")))
                .toList();
    }

    private static List<String> lines(Random random) {
        List<String> skus = new ArrayList<>(List.of("a", "b", "c", "d"));
        Collections.shuffle(skus, random);
        return skus.subList(0, random.nextInt(skus.size() + 1)).stream()
                .map(sku -> "{\"sku\": \"%s\", \"amount\": %d}".formatted(sku, 1 + random.nextInt(9)))
                .toList();
    }

    private static String event(int number, int order, int seq, boolean gone, List<String> lines) {
        String content =
                gone ? ", \"gone\": true" : ", \"lines\": " + lines + ", \"tags\": [{\"tag\": \"t" + seq + "\"}]";
        return "{\"type\": \"order\", \"event\": \"%d\", \"shop\": \"a\", \"id\": %d, \"seq\": %d%s}"
                .formatted(number, order, seq, content);
    }

    @Test
    @Order(1)
    void theTablesAreThoseOfTheModel() throws Exception {
        try (OfflineHome offline = OfflineHome.attach(home, CONTRACTS)) {
            for (Map.Entry<Integer, List<String>> order : LINES.entrySet()) {
                assertThat(offline.value(
                                "SELECT coalesce(string_agg(format('{\"sku\": \"%s\", \"amount\": %s}', sku, amount),"
                                        + " ', ' ORDER BY place), '') FROM sales.order_lines WHERE order_id = "
                                        + order.getKey()))
                        .as("order %s", order.getKey())
                        .isEqualTo(String.join(", ", order.getValue()));
            }
            assertThat(offline.value("SELECT string_agg(id::text, ' ' ORDER BY id) FROM orders"))
                    .isEqualTo(String.join(
                            " ", LINES.keySet().stream().map(String::valueOf).toList()));
            assertThat(offline.value("SELECT count(*) FROM orders FULL JOIN sales.order_tags ON order_id = id"
                            + " WHERE tag IS DISTINCT FROM 't' || seq"))
                    .isEqualTo("0");
            assertThat(offline.value("SELECT reasons->0->>'pointer' FROM quarantine WHERE topic = 'invalid.orders'"))
                    .isEqualTo("/lines/1");
        }
    }

    @Test
    @Order(3)
    void theAuditBalancesAndTheRebuildChangesNothing() {
        WherryCommand audit = WherryCommand.run("audit", "--home=" + home);
        WherryCommand rebuild = WherryCommand.run("rebuild", "--home=" + home);

        assertThat(audit.exitCode()).as(audit.err() + audit.out()).isZero();
        assertThat(rebuild.out())
                .as(rebuild.err())
                .contains("table sales.order_lines")
                .contains("The result is as before");
    }

    @Test
    @Order(2)
    void theAuditNamesWhatWasChangedByHand() throws Exception {
        try (OfflineHome offline = OfflineHome.attach(home, CONTRACTS)) {
            assertThat(offline.audit().differences()).isEmpty();
            offline.sql("CREATE TABLE kept AS SELECT * FROM sales.order_lines;"
                    + " ALTER TABLE sales.order_lines DROP CONSTRAINT order_lines_shop_order_id_fkey");
            List<Integer> orders = LINES.entrySet().stream()
                    .filter(order -> !order.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            String sku =
                    offline.value("SELECT sku FROM sales.order_lines WHERE order_id = " + orders.get(0) + " LIMIT 1");
            offline.sql(
                    "DELETE FROM sales.order_lines WHERE order_id = %d AND sku = '%s'".formatted(orders.get(0), sku));
            offline.sql("UPDATE sales.order_lines SET amount = amount + 1.0 WHERE order_id = " + orders.get(1));
            offline.sql("INSERT INTO sales.order_lines VALUES ('a', " + orders.get(2) + ", 'surplus', 9, 1)");
            offline.sql("INSERT INTO sales.order_lines VALUES ('a', 999, 'orphan', 9, 1)");

            List<String> lines = offline.differencesIn("table sales.order_lines");

            assertThat(lines)
                    .anyMatch(line -> line.matches("table sales.order_lines, key a, " + orders.get(0) + ", " + sku
                            + ": expected a row of the event of .*, found none"))
                    .anyMatch(line -> line.matches("table sales.order_lines, key a, " + orders.get(1)
                            + ", .: expected a row of .*, found other values in columns amount.*"))
                    .contains("table sales.order_lines, key a, " + orders.get(2)
                            + ", surplus: expected no row for this key, found a row")
                    .contains("table sales.order_lines, key a, 999, orphan: expected no row for this key, found a row");
            assertThat(offline.differencesIn("table sales.order_tags")).isEmpty();

            offline.sql("TRUNCATE sales.order_lines; INSERT INTO sales.order_lines SELECT * FROM kept");
            checkOrdersWithARejectedEvent(offline);
            offline.sql(
                    "TRUNCATE sales.order_lines; INSERT INTO sales.order_lines SELECT * FROM kept; DROP TABLE kept");
            assertThat(offline.audit().differences()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void theAuditSaysThatRowSecurityMayHideLines() throws Exception {
        try (OfflineHome offline = OfflineHome.attach(home, CONTRACTS)) {
            offline.sql("ALTER TABLE sales.order_lines ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
                    + " CREATE POLICY hide_some ON sales.order_lines USING (sku <> 'a')");

            assertThat(offline.audit().notices())
                    .containsExactly("Row-level security applies to user dwh in table sales.order_lines: rows that its"
                            + " policies hide count as missing.");

            offline.sql("DROP POLICY hide_some ON sales.order_lines;"
                    + " ALTER TABLE sales.order_lines DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY");
            assertThat(offline.audit().notices()).isEmpty();
        }
    }

    private static void checkOrdersWithARejectedEvent(OfflineHome offline) throws Exception {
        String withRow = offline.value("SELECT min(id) FROM orders WHERE id >= " + REJECTED);
        assertThat(withRow)
                .as("an order that has kept the row of an earlier event")
                .isNotNull();
        offline.sql("INSERT INTO sales.order_tags VALUES ('a', " + withRow + ", 17, 'surplus')");
        assertThat(offline.differencesIn("table sales.order_tags"))
                .singleElement()
                .asString()
                .contains("key a, " + withRow + ", 17", "a row that matches no such event");
        offline.sql("DELETE FROM sales.order_tags WHERE order_id = " + withRow);
        assertThat(offline.differencesIn("table sales.order_tags"))
                .singleElement()
                .asString()
                .contains("parent " + withRow + ", a", "fewer rows");
        offline.sql("INSERT INTO sales.order_tags SELECT shop, id, 0, 't' || seq FROM orders WHERE id = " + withRow);
    }

    @Test
    @Order(4)
    void anErasedOrderHasNoLines() throws Exception {
        int order = LINES.keySet().iterator().next();

        WherryCommand erase = WherryCommand.run(
                "erase",
                "order",
                "[\"a\",\"" + order + "\"]",
                "--home=" + home,
                "--inbox=" + directory.resolve("inbox"),
                "--contracts=" + CONTRACTS,
                "--yes");

        // the rebuild after the erasure says that rows are rejected
        assertThat(erase.exitCode()).as(erase.err() + erase.out()).isEqualTo(3);
        try (OfflineHome offline = OfflineHome.attach(home, CONTRACTS)) {
            assertThat(offline.value(
                            "SELECT count(*) FROM orders LEFT JOIN sales.order_lines ON order_id = id WHERE id = "
                                    + order))
                    .isEqualTo("0");
            assertThat(offline.value("SELECT count(*) FROM sales.order_tags WHERE order_id = " + order))
                    .isEqualTo("0");
            assertThat(offline.audit().differences()).isEmpty();
        }
    }
}
