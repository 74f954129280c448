package dev.wherry.sink;

import static dev.wherry.sink.OrderRecords.ORDERS;
import static dev.wherry.sink.OrderRecords.PRODUCTS;
import static dev.wherry.sink.OrderRecords.deletion;
import static dev.wherry.sink.OrderRecords.order;
import static dev.wherry.sink.OrderRecords.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.sink.OrderRecords.Line;
import dev.wherry.sink.database.WarehouseRetry;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of a child table are always those of the event whose row its parent's table holds. */
class ChildTablesTest {
    private static final String LINES = "SELECT order_id, place, sku, amount FROM order_lines ORDER BY order_id, place";

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, OrderRecords.configuration(database)).batchSize(1000);

    @AfterEach
    void stop() {
        worker.close();
    }

    private void start() {
        log.append(
                PRODUCTS,
                LongStream.rangeClosed(1, 9).mapToObj(OrderRecords::product).toArray(FakeTopics.Entry[]::new));
        worker.start(ORDERS, PRODUCTS);
        worker.drain();
    }

    private void write(FakeTopics.Entry... orders) {
        log.append(ORDERS, orders);
        worker.drain();
    }

    @Test
    void anEventsElementsAreRows() throws SQLException {
        start();

        write(
                order(1, 1, List.of(new Line(7, 1), new Line(3, 2)), List.of("new", "urgent")),
                order(2, 1),
                order(3, 1, new Line(7, 5)));

        assertThat(database.rows("SELECT id FROM orders ORDER BY id")).containsExactly("1", "2", "3");
        assertThat(database.rows(LINES)).containsExactly("1|0|7|1", "1|1|3|2", "3|0|7|5");
        assertThat(database.rows("SELECT shop, order_id, place, tag, seq FROM sales.order_tags ORDER BY place"))
                .containsExactly("a|1|0|new|1", "a|1|1|urgent|1");
    }

    @Test
    void aNewerVersionReplacesThemAll() throws SQLException {
        start();
        write(
                order(1, 1, List.of(new Line(1, 1), new Line(2, 2), new Line(3, 3)), List.of("a")),
                order(2, 1, new Line(1, 1)));

        write(order(1, 2, List.of(new Line(3, 4), new Line(1, 1)), List.of()), order(3, 1, new Line(9, 9)));

        assertThat(database.rows(LINES)).containsExactly("1|0|3|4", "1|1|1|1", "2|0|1|1", "3|0|9|9");
        assertThat(database.rows("SELECT * FROM sales.order_tags")).isEmpty();
    }

    @Test
    void anOlderVersionChangesNothing() throws SQLException {
        start();
        write(order(1, 2, new Line(1, 1)), order(2, 1, new Line(1, 1)));

        write(order(1, 1, new Line(2, 2), new Line(3, 3)), order(2, 2, new Line(4, 4)), order(3, 1, new Line(5, 5)));

        assertThat(database.rows(LINES)).containsExactly("1|0|1|1", "2|0|4|4", "3|0|5|5");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    @Test
    void ofTiedVersionsTheLaterRecordIsRight() throws SQLException {
        start();
        write(order(1, 1, new Line(1, 1), new Line(2, 2)));

        write(order(1, 1, new Line(2, 3)));

        assertThat(database.rows(LINES)).containsExactly("1|0|2|3");
    }

    @Test
    void areDeletedWithTheirParent() throws SQLException {
        start();
        write(
                order(1, 1, List.of(new Line(1, 1)), List.of("a")),
                order(2, 5, List.of(new Line(1, 1)), List.of("b")),
                order(3, 1, new Line(1, 1)));

        write(deletion(1, 2), deletion(2, 4), deletion(4, 1));

        assertThat(database.rows("SELECT id FROM orders ORDER BY id")).containsExactly("2", "3");
        assertThat(database.rows(LINES)).containsExactly("2|0|1|1", "3|0|1|1");
        assertThat(database.rows("SELECT order_id FROM sales.order_tags")).containsExactly("2");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    /** 300 rows are bisected, 3 are written one by one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 300})
    void aRefusedChildRejectsItsParentsRow(int orders) throws SQLException {
        start();
        write(order(1, 1, List.of(new Line(1, 1)), List.of("kept")));
        FakeTopics.Entry[] entries = new FakeTopics.Entry[orders];
        for (int i = 0; i < orders; i++) {
            entries[i] = order(i + 1, 2, List.of(new Line(2, i % 250 == 0 ? 0 : 1), new Line(3, 1)), List.of("new"));
        }

        write(entries);

        String refused = orders > 250 ? "1, 251" : "1";
        assertThat(database.rows(
                        "SELECT string_agg(record_offset::text, ', ' ORDER BY record_offset), min(reasons -> 0 ->> 'message')"
                                + " FROM quarantine"))
                .containsExactly(
                        refused
                                + "|PostgreSQL rejected the row: SQLSTATE 23514, table order_lines, constraint amount_is_positive");
        assertThat(database.rows(LINES + " LIMIT 1")).containsExactly("1|0|1|1");
        assertThat(database.rows("SELECT tag, seq FROM sales.order_tags WHERE order_id = 1"))
                .containsExactly("kept|1");
        int written = orders - refused.split(", ").length;
        assertThat(database.rows("SELECT count(*) FROM order_lines WHERE order_id > 1"))
                .containsExactly("" + 2 * written);
        assertThat(database.rows("SELECT count(*) FROM sales.order_tags WHERE order_id > 1"))
                .containsExactly("" + written);
    }

    @Test
    void aRefusedParentHasNoChildren() throws SQLException {
        start();

        write(order(1, 1000, new Line(1, 1)), order(2, 1, new Line(1, 1)));

        assertThat(database.rows(LINES)).containsExactly("2|0|1|1");
        assertThat(database.rows("SELECT reasons -> 0 ->> 'code' FROM quarantine"))
                .containsExactly("sqlstate_23514");
    }

    @Test
    void anOrderWaitsForTheProductOfALine() throws SQLException {
        start();
        write(order(1, 1, new Line(1, 1), new Line(77, 1)), order(2, 1, new Line(1, 1)));
        assertThat(database.rows("SELECT key, reasons -> 0 ->> 'code' FROM quarantine"))
                .containsExactly("[\"a\",\"1\"]|sqlstate_23503");
        assertThat(database.rows(LINES)).containsExactly("2|0|1|1");

        log.append(PRODUCTS, product(77));
        worker.drain();

        assertThat(database.rows(LINES)).containsExactly("1|0|1|1", "1|1|77|1", "2|0|1|1");
        assertThat(database.rows("SELECT key FROM quarantine WHERE resolved_at IS NULL"))
                .isEmpty();
    }

    /** A batch writes products before the orders whose lines refer to them, although orders come first by name. */
    @Test
    void theOrderOfForeignKeysIsThatOfTheChildren() throws SQLException {
        start();
        log.append(PRODUCTS, product(77));

        write(order(1, 1, new Line(77, 1)));

        assertThat(database.rows(LINES)).containsExactly("1|0|77|1");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    @Test
    void aRefusedOrderIsWrittenWithItsLinesOnRequest() throws SQLException {
        start();
        write(order(1, 1, new Line(1, 0), new Line(2, 2)));
        assertThat(database.rows("SELECT * FROM orders")).isEmpty();
        database.execute("ALTER TABLE order_lines DROP CONSTRAINT amount_is_positive");

        long resolved =
                WarehouseRetry.run(database.url(), TestDatabase.USER, "", OrderRecords.CATALOG, Optional.of("order"));

        assertThat(resolved).isEqualTo(1);
        assertThat(database.rows(LINES)).containsExactly("1|0|1|0", "1|1|2|2");
    }

    /** Without foreign keys, rows that hold each other's unique values are deleted and inserted. */
    @Test
    void rowsThatExchangeUniqueValuesKeepTheirChildren() throws SQLException {
        start();
        database.execute("ALTER TABLE order_lines DROP CONSTRAINT order_exists;"
                + " CREATE UNIQUE INDEX one_digit ON orders ((seq % 10))");
        worker.close();
        try (FakeWorker after = new FakeWorker(log, OrderRecords.configuration(database)).batchSize(1000)) {
            after.start(ORDERS, PRODUCTS);
            log.append(ORDERS, order(1, 1, new Line(1, 1)), order(2, 2, new Line(2, 2)));
            after.drain();
            log.append(ORDERS, order(1, 12, new Line(3, 3)));
            after.drain();
            assertThat(database.rows(LINES)).containsExactly("1|0|1|1", "2|0|2|2");
            log.append(ORDERS, order(2, 11, new Line(4, 4)));
            after.drain();
        }

        assertThat(database.rows(LINES)).containsExactly("1|0|3|3", "2|0|4|4");
        assertThat(database.rows("SELECT key FROM quarantine WHERE resolved_at IS NULL"))
                .isEmpty();
    }

    /** Lines that wait for each other get in, although a third order has a line that another has, or one without its product. */
    @ParameterizedTest
    @ValueSource(longs = {4, 77})
    void ordersWhoseLinesExchangeUniqueValuesDoNotWaitForBlockedOnes(long blocked) throws SQLException {
        start();
        worker.close();
        database.execute("CREATE UNIQUE INDEX one_order_per_product ON order_lines (sku)");
        try (FakeWorker after = new FakeWorker(log, OrderRecords.configuration(database)).batchSize(1000)) {
            after.start(ORDERS, PRODUCTS);
            log.append(ORDERS, order(1, 1, new Line(1, 1)), order(2, 1, new Line(2, 2)), order(4, 1, new Line(4, 4)));
            after.drain();
            log.append(ORDERS, order(3, 1, new Line(blocked, 3)));
            after.drain();
            log.append(ORDERS, order(1, 2, new Line(2, 1)));
            after.drain();
            log.append(ORDERS, order(2, 2, new Line(1, 2)));
            after.drain();
        }

        assertThat(database.rows(LINES)).containsExactly("1|0|2|1", "2|0|1|2", "4|0|4|4");
        assertThat(database.rows("SELECT key FROM quarantine WHERE resolved_at IS NULL"))
                .containsExactly("[\"a\",\"3\"]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 300})
    void aTriggerThatDropsAChildRejectsItsParent(int orders) throws SQLException {
        start();
        dropBy("order_lines", "INSERT", "new.sku = 5");
        FakeTopics.Entry[] entries = new FakeTopics.Entry[orders];
        for (int i = 0; i < orders; i++) {
            entries[i] = order(i + 1, 1, new Line(1, 1), new Line(i == 0 ? 5 : 2, 1));
        }

        write(entries);

        assertThat(database.rows(
                        "SELECT record_offset, reasons -> 0 ->> 'code', reasons -> 0 ->> 'message' FROM quarantine"))
                .containsExactly(
                        "0|dropped_by_trigger|a trigger or rule of table order_lines dropped the row without an"
                                + " error");
        assertThat(database.rows("SELECT count(*), min(id) FROM orders"))
                .containsExactly((orders - 1) + "|" + (orders == 1 ? "∅" : "2"));
        assertThat(database.rows("SELECT count(*) FROM order_lines")).containsExactly("" + 2 * (orders - 1));
    }

    /** PostgreSQL does not say which table's trigger has raised an error. */
    @ParameterizedTest
    @CsvSource({
        "orders, NEW.id = 1, 1", "orders, NEW.id = 1, 3", "orders, NEW.id = 1, 300",
        "order_lines, NEW.sku = 5, 1", "order_lines, NEW.sku = 5, 3", "order_lines, NEW.sku = 5, 300",
        "sales.order_tags, NEW.tag = 'bad', 1", "sales.order_tags, NEW.tag = 'bad', 3"
    })
    void namesTheTableWhoseTriggerRaisesAnError(String table, String condition, int orders) throws SQLException {
        start();
        database.execute("CREATE FUNCTION refuse_some() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF " + condition
                + " THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$;"
                + " CREATE TRIGGER refuse_some BEFORE INSERT ON " + table
                + " FOR EACH ROW EXECUTE FUNCTION refuse_some()");
        FakeTopics.Entry[] entries = new FakeTopics.Entry[orders];
        for (int i = 0; i < orders; i++) {
            entries[i] = order(i + 1, 1, List.of(new Line(i == 0 ? 5 : 2, 1)), List.of(i == 0 ? "bad" : "good"));
        }

        write(entries);

        assertThat(database.rows("SELECT record_offset, reasons -> 0 ->> 'message' FROM quarantine"))
                .containsExactly("0|PostgreSQL rejected the row: SQLSTATE P0001, table " + table);
        assertThat(database.rows("SELECT count(*) FROM orders")).containsExactly("" + (orders - 1));
    }

    @Test
    void namesTheTableWhoseTriggerRefusesADeletion() throws SQLException {
        start();
        write(order(1, 1, new Line(1, 1)));
        database.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;"
                + " CREATE TRIGGER refuse BEFORE DELETE ON order_lines FOR EACH ROW EXECUTE FUNCTION refuse()");

        write(deletion(1, 2));

        assertThat(database.rows("SELECT reasons -> 0 ->> 'message' FROM quarantine"))
                .containsExactly("PostgreSQL rejected the deletion of the row: SQLSTATE P0001, table order_lines");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aTriggerThatKeepsARowKeepsItsChildren(int orders) throws SQLException {
        start();
        for (int i = 1; i <= orders; i++) {
            write(order(i, 1, new Line(1, 1)));
        }
        database.execute("ALTER TABLE order_lines DROP CONSTRAINT order_exists");
        dropBy("orders", "DELETE", "old.id = 1");

        write(LongStream.rangeClosed(1, orders).mapToObj(id -> deletion(id, 2)).toArray(FakeTopics.Entry[]::new));

        assertThat(database.rows("SELECT reasons -> 0 ->> 'message' FROM quarantine"))
                .containsExactly("a trigger or rule of table orders kept the row without an error");
        assertThat(database.rows("SELECT id FROM orders")).containsExactly("1");
        assertThat(database.rows(LINES)).containsExactly("1|0|1|1");
    }

    @Test
    void aChildTableThatCannotBeWrittenStopsTheSink() throws SQLException {
        start();
        database.execute("ALTER TABLE order_lines DROP COLUMN amount");

        log.append(ORDERS, order(1, 1, new Line(1, 1)), order(2, 1));

        assertThatThrownBy(worker::drain).hasMessageContaining("amount").hasMessageContaining("order_lines");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    private void dropBy(String table, String operation, String condition) throws SQLException {
        database.execute("CREATE FUNCTION drop_some() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF " + condition
                + " THEN RETURN NULL; END IF; RETURN coalesce(new, old); END $$; CREATE TRIGGER drop_some BEFORE "
                + operation
                + " ON " + table + " FOR EACH ROW EXECUTE FUNCTION drop_some()");
    }
}
