package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.sink.database.WarehouseRetry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tombstones delete rows, and only those that are not newer. */
class DeletionsTest {
    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, RelatedRecords.configuration(database)).batchSize(1000);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        worker.close();
    }

    private void start() {
        worker.start(RelatedRecords.OWNERS, RelatedRecords.ITEMS, RelatedRecords.SEATS);
    }

    @Test
    void deletesTheRowUnlessItIsNewer() throws SQLException {
        log.append(
                RelatedRecords.SEATS,
                RelatedRecords.seat(1, 1, "a"),
                RelatedRecords.seat(2, 1, "b"),
                RelatedRecords.seat(3, 2, "c"));
        start();
        worker.drain();

        log.append(
                RelatedRecords.SEATS,
                RelatedRecords.deletion("seat", 1, 2),
                RelatedRecords.deletion("seat", 2, 1),
                RelatedRecords.deletion("seat", 3, 1),
                RelatedRecords.deletion("seat", 4, 1));
        worker.drain();

        assertThat(database.rows("SELECT id FROM seats ORDER BY id")).containsExactly("3");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
        assertThat(worker.retries()).isEmpty();
    }

    @Test
    void theNewestRecordOfAKeyDecidesWithinABatch() throws SQLException {
        log.append(
                RelatedRecords.SEATS,
                RelatedRecords.seat(1, 1, "a"),
                RelatedRecords.deletion("seat", 1, 2),
                RelatedRecords.deletion("seat", 2, 1),
                RelatedRecords.seat(2, 2, "b"),
                RelatedRecords.seat(3, 1, "c"),
                RelatedRecords.deletion("seat", 3, 1),
                RelatedRecords.deletion("seat", 4, 1),
                RelatedRecords.seat(4, 1, "d"));

        start();
        worker.drain();

        assertThat(database.rows("SELECT id FROM seats ORDER BY id")).containsExactly("2", "4");
    }

    @Test
    void aDeletedRowReleasesItsUniqueValueInTheSameBatch() throws SQLException {
        log.append(RelatedRecords.SEATS, RelatedRecords.seat(1, 1, "a"));
        start();
        worker.drain();

        log.append(RelatedRecords.SEATS, RelatedRecords.seat(2, 1, "a"), RelatedRecords.deletion("seat", 1, 2));
        worker.drain();

        assertThat(database.rows("SELECT id FROM seats")).containsExactly("2");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    @Test
    void deletesChildrenBeforeTheirParents() throws SQLException {
        log.append(RelatedRecords.OWNERS, RelatedRecords.owner(5, 1, "b"));
        log.append(RelatedRecords.ITEMS, RelatedRecords.item(1, 1, 5L, null), RelatedRecords.item(2, 1, 5L, 1L));
        start();
        worker.drain();

        log.append(RelatedRecords.OWNERS, RelatedRecords.deletion("owner", 5, 2));
        log.append(RelatedRecords.ITEMS, RelatedRecords.deletion("item", 1, 2), RelatedRecords.deletion("item", 2, 2));
        worker.drain();

        assertThat(database.rows("SELECT id FROM owners UNION ALL SELECT id FROM items"))
                .isEmpty();
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    @Test
    void aDeletionThatAForeignKeyRefusesIsTriedAgain() throws SQLException {
        log.append(RelatedRecords.OWNERS, RelatedRecords.owner(5, 1, "b"), RelatedRecords.owner(6, 1, "c"));
        log.append(RelatedRecords.ITEMS, RelatedRecords.item(1, 1, 5L, null));
        start();
        worker.drain();
        log.append(
                RelatedRecords.OWNERS, RelatedRecords.deletion("owner", 5, 2), RelatedRecords.deletion("owner", 6, 2));
        worker.drain();

        assertThat(database.rows("SELECT id FROM owners")).containsExactly("5");
        assertThat(open()).containsExactly("state.owner|5|sqlstate_23503");
        assertThat(database.rows("SELECT event, reasons -> 0 ->> 'message' FROM quarantine"))
                .containsExactly("∅|PostgreSQL rejected the deletion of the row: SQLSTATE 23503, table items,"
                        + " constraint owner_exists");

        log.append(RelatedRecords.ITEMS, RelatedRecords.item(1, 2, null, null));
        worker.drain();

        assertThat(database.rows("SELECT id FROM owners")).isEmpty();
        assertThat(open()).isEmpty();
    }

    @Test
    void aNewerRowResolvesTheRefusedDeletion() throws SQLException {
        log.append(RelatedRecords.OWNERS, RelatedRecords.owner(5, 1, "b"));
        log.append(RelatedRecords.ITEMS, RelatedRecords.item(1, 1, 5L, null));
        start();
        worker.drain();
        log.append(RelatedRecords.OWNERS, RelatedRecords.deletion("owner", 5, 2));
        worker.drain();
        assertThat(open()).hasSize(1);

        log.append(RelatedRecords.OWNERS, RelatedRecords.owner(5, 3, "c"));
        log.append(RelatedRecords.ITEMS, RelatedRecords.deletion("item", 1, 2));
        worker.drain();

        assertThat(database.rows("SELECT id, badge FROM owners")).containsExactly("5|c");
        assertThat(open()).isEmpty();
    }

    @Test
    void aRefusedRowDoesNotComeBackAfterItsDeletion() throws SQLException {
        log.append(RelatedRecords.SEATS, RelatedRecords.seat(1, 1, "much too long"));
        log.append(RelatedRecords.ITEMS, RelatedRecords.item(1, 1, 5L, null));
        start();
        worker.drain();
        assertThat(open()).hasSize(2);

        log.append(RelatedRecords.SEATS, RelatedRecords.deletion("seat", 1, 2));
        log.append(RelatedRecords.ITEMS, RelatedRecords.deletion("item", 1, 2));
        worker.drain();
        log.append(RelatedRecords.OWNERS, RelatedRecords.owner(5, 1, "b"));
        database.execute("ALTER TABLE seats DROP CONSTRAINT place_is_short");
        worker.drain();

        assertThat(retry()).isZero();
        assertThat(database.rows("SELECT id FROM seats UNION ALL SELECT id FROM items"))
                .isEmpty();
        assertThat(open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusedRowDoesNotComeBackWhileItIsTriedAgain(boolean deletionFirst) throws Exception {
        log.append(RelatedRecords.SEATS, RelatedRecords.seat(1, 1, "much too long"));
        start();
        worker.drain();
        database.execute("ALTER TABLE seats DROP CONSTRAINT place_is_short");
        log.append(RelatedRecords.SEATS, RelatedRecords.deletion("seat", 1, 2));

        try (Connection lockHolder = database.connect();
                Statement lock = lockHolder.createStatement()) {
            lockHolder.setAutoCommit(false);
            lock.execute("SELECT FROM quarantine FOR UPDATE");
            Future<?> first = deletionFirst ? threads.submit(worker::drain) : threads.submit(this::retry);
            database.awaitBlockedSinks(1);
            Future<?> second = deletionFirst ? threads.submit(this::retry) : threads.submit(worker::drain);
            database.awaitBlockedSinks(2);
            lockHolder.rollback();
            first.get();
            second.get();
        }

        assertThat(database.rows("SELECT id FROM seats")).isEmpty();
        assertThat(open()).isEmpty();
        assertThat(worker.retries()).isEmpty();
    }

    @Test
    void aTriggerCanRefuseDeletions() throws SQLException {
        log.append(
                RelatedRecords.SEATS,
                RelatedRecords.seat(1, 1, "kept"),
                RelatedRecords.seat(2, 1, "forbidden"),
                RelatedRecords.seat(3, 1, "c"));
        start();
        worker.drain();
        database.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF OLD.place = 'forbidden' THEN
                        RAISE EXCEPTION 'not %', OLD.place;
                    END IF;
                    RETURN CASE WHEN OLD.place = 'kept' THEN NULL ELSE OLD END;
                END $$;
                CREATE TRIGGER refuse BEFORE DELETE ON seats FOR EACH ROW EXECUTE FUNCTION refuse()
                """);

        log.append(
                RelatedRecords.SEATS,
                RelatedRecords.deletion("seat", 1, 2),
                RelatedRecords.deletion("seat", 2, 2),
                RelatedRecords.deletion("seat", 3, 2));
        worker.drain();

        assertThat(database.rows("SELECT id FROM seats ORDER BY id")).containsExactly("1", "2");
        assertThat(database.rows("SELECT key, reasons -> 0 ->> 'message' FROM quarantine ORDER BY key"))
                .containsExactly(
                        "1|a trigger or rule of table seats kept the row without an error",
                        "2|PostgreSQL rejected the deletion of the row: SQLSTATE P0001, table seats");

        database.execute("DROP TRIGGER refuse ON seats");

        assertThat(retry()).isEqualTo(2);
        assertThat(database.rows("SELECT id FROM seats")).isEmpty();
        assertThat(open()).isEmpty();
    }

    @Test
    void aTombstoneWithoutAVersionIsNotADeletion() throws SQLException {
        FakeTopics.Entry row = RelatedRecords.seat(1, 1, "a");
        log.append(RelatedRecords.SEATS, row, new FakeTopics.Entry(row.key(), null, Map.of()));

        start();
        worker.drain();

        assertThat(database.rows("SELECT id FROM seats")).containsExactly("1");
        assertThat(open()).containsExactly("state.seat|1|tombstone");
    }

    @Test
    void aTombstoneWhoseKeyIsNoneOfTheContractGoesToTheQuarantine() throws SQLException {
        FakeTopics.Entry deletion = RelatedRecords.deletion("seat", 1, 1);
        log.append(RelatedRecords.SEATS, new FakeTopics.Entry(GaugeRecords.text("one"), null, deletion.headers()));

        start();
        worker.drain();

        assertThat(database.rows("SELECT reasons -> 0 ->> 'message' FROM quarantine"))
                .containsExactly(
                        "the record cannot become a row of its table: the record's key is no key of type seat");
    }

    private long retry() throws SQLException {
        return WarehouseRetry.run(database.url(), TestDatabase.USER, "", RelatedRecords.CATALOG, Optional.empty());
    }

    private List<String> open() throws SQLException {
        return database.rows("SELECT topic, key, reasons -> 0 ->> 'code' FROM quarantine WHERE resolved_at IS NULL"
                + " ORDER BY topic, key");
    }
}
