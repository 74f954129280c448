package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.sink.database.WarehouseRetry;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refused rows that get into their tables later, or never. */
class QuarantineRetryTest {
    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, RelatedRecords.configuration(database)).batchSize(1000);

    @AfterEach
    void stop() {
        worker.close();
    }

    private void start() {
        worker.start(RelatedRecords.OWNERS, RelatedRecords.ITEMS, RelatedRecords.SEATS);
    }

    @Test
    void writesParentsBeforeChildren() throws SQLException {
        log.append(RelatedRecords.ITEMS, RelatedRecords.item(1, 1, 5L, 2L), RelatedRecords.item(2, 1, 5L, 1L));
        log.append(RelatedRecords.OWNERS, RelatedRecords.owner(5, 1, "b"));

        start();
        worker.drain();

        assertThat(database.rows("SELECT id FROM items ORDER BY id")).containsExactly("1", "2");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    @Test
    void checksDeferrableConstraintsAfterTheWholeBatch() throws SQLException {
        log.append(RelatedRecords.OWNERS, RelatedRecords.owner(1, 1, "a"), RelatedRecords.owner(2, 1, "b"));
        start();
        worker.drain();
        log.append(RelatedRecords.OWNERS, RelatedRecords.owner(1, 2, "b"), RelatedRecords.owner(2, 2, "a"));

        worker.drain();

        assertThat(database.rows("SELECT id, badge FROM owners ORDER BY id")).containsExactly("1|b", "2|a");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    @Test
    void aChildGetsInAfterItsParent() throws SQLException {
        log.append(RelatedRecords.ITEMS, RelatedRecords.item(1, 1, 5L, null));
        start();
        worker.drain();
        assertThat(open()).containsExactly("state.item|1|sqlstate_23503");

        log.append(RelatedRecords.OWNERS, RelatedRecords.owner(5, 1, "b"));
        worker.drain();

        assertThat(database.rows("SELECT id, owner FROM items")).containsExactly("1|5");
        assertThat(open()).isEmpty();
        assertThat(database.rows("SELECT resolved_at IS NOT NULL FROM quarantine"))
                .containsExactly("t");
    }

    @Test
    void aRowGetsInThatWasRefusedBeforeARestart() throws SQLException {
        log.append(RelatedRecords.ITEMS, RelatedRecords.item(1, 1, 5L, null));
        try (FakeWorker before = new FakeWorker(log, RelatedRecords.configuration(database))) {
            before.start(RelatedRecords.ITEMS).drain();
        }
        database.execute("INSERT INTO owners VALUES (5, 'b', 1, '')");

        worker.start(RelatedRecords.ITEMS).drain();

        assertThat(database.rows("SELECT id, owner FROM items")).containsExactly("1|5");
        assertThat(open()).isEmpty();
    }

    @Test
    void exchangesUniqueValuesThatAnImmediateConstraintRefuses() throws SQLException {
        log.append(RelatedRecords.SEATS, RelatedRecords.seat(1, 1, "a"), RelatedRecords.seat(2, 1, "b"));
        start();
        worker.drain();

        log.append(RelatedRecords.SEATS, RelatedRecords.seat(1, 2, "b"));
        worker.drain();
        assertThat(open()).containsExactly("state.seat|1|sqlstate_23505");
        log.append(RelatedRecords.SEATS, RelatedRecords.seat(3, 1, "a"), RelatedRecords.seat(2, 2, "a"));
        worker.drain();

        assertThat(database.rows("SELECT id, place FROM seats ORDER BY id")).containsExactly("1|b", "2|a");
        assertThat(open()).containsExactly("state.seat|3|sqlstate_23505");
        assertThat(database.rows("SELECT reasons -> 0 ->> 'message' FROM quarantine WHERE resolved_at IS NULL"))
                .singleElement()
                .asString()
                .contains("SQLSTATE 23505, table seats, constraint one_seat")
                .contains("make this constraint DEFERRABLE");
    }

    /** Deleting a row and inserting its successor would lose what the contract does not declare. */
    @Test
    void doesNotReplaceRowsWithOtherColumns() throws SQLException {
        log.append(RelatedRecords.SEATS, RelatedRecords.seat(1, 1, "a"), RelatedRecords.seat(2, 1, "b"));
        start();
        worker.drain();
        database.execute("ALTER TABLE seats ADD COLUMN remark text; UPDATE seats SET remark = 'mine'");
        worker.close();
        log.append(RelatedRecords.SEATS, RelatedRecords.seat(1, 2, "b"), RelatedRecords.seat(2, 2, "a"));

        try (FakeWorker after = new FakeWorker(log, RelatedRecords.configuration(database))) {
            after.start(RelatedRecords.SEATS).drain();
        }

        assertThat(database.rows("SELECT id, place, remark FROM seats ORDER BY id"))
                .containsExactly("1|a|mine", "2|b|mine");
        assertThat(open()).hasSize(2);
    }

    @Test
    void aNewerRowResolvesTheRefusedOneOfItsKey() throws SQLException {
        log.append(RelatedRecords.SEATS, RelatedRecords.seat(1, 1, "much too long"));
        log.append(RelatedRecords.SEATS, RelatedRecords.seat(2, 1, "much too long"));
        start();
        worker.drain();
        assertThat(open()).hasSize(2);

        log.append(RelatedRecords.SEATS, RelatedRecords.seat(1, 2, "a"));
        worker.drain();

        assertThat(open()).containsExactly("state.seat|2|sqlstate_23514");
    }

    @Test
    void aRowThatIsRefusedAgainIsOpenAgain() throws SQLException {
        log.append(RelatedRecords.SEATS, RelatedRecords.seat(1, 1, "much too long"));
        log.append(RelatedRecords.SEATS, RelatedRecords.seat(1, 2, "a"));
        worker.batchSize(1);
        start();
        worker.drain();
        assertThat(open()).isEmpty();
        worker.close();
        database.execute("DELETE FROM seats; DELETE FROM wherry_offsets WHERE topic = 'state.seat'");
        log.recreate(RelatedRecords.SEATS);
        log.append(RelatedRecords.SEATS, RelatedRecords.seat(1, 1, "much too long"));

        try (FakeWorker again = new FakeWorker(log, RelatedRecords.configuration(database))) {
            again.start(RelatedRecords.SEATS).drain();
        }

        assertThat(open()).containsExactly("state.seat|1|sqlstate_23514");
    }

    /** Refusals that do not depend on other rows are only tried on request, while a sink is running or not. */
    @Test
    void triesEveryRowAgainOnRequest() throws SQLException {
        log.append(
                RelatedRecords.SEATS,
                RelatedRecords.seat(1, 1, "much too long"),
                RelatedRecords.seat(2, 1, "even longer than that"));
        log.append(RelatedRecords.ITEMS, RelatedRecords.item(1, 1, 5L, null));
        start();
        worker.drain();
        database.execute("ALTER TABLE seats DROP CONSTRAINT place_is_short;"
                + " ALTER TABLE seats ADD CONSTRAINT place_is_short CHECK (length(place) < 20)");
        log.append(RelatedRecords.SEATS, RelatedRecords.seat(3, 1, "a"));
        worker.drain();
        assertThat(open()).hasSize(3);

        assertThat(retry(Optional.of("item"))).isZero();
        assertThat(retry(Optional.empty())).isEqualTo(1);

        assertThat(database.rows("SELECT id FROM seats ORDER BY id")).containsExactly("1", "3");
        assertThat(open()).containsExactly("state.item|1|sqlstate_23503", "state.seat|2|sqlstate_23514");
    }

    @Test
    void triesThousandsOfOrphansOnlyOnceAfterABatch() throws SQLException {
        int orphans = 5_000;
        for (long id = 1; id <= orphans; id++) {
            log.append(RelatedRecords.ITEMS, RelatedRecords.item(id, 1, id, null));
        }
        start();
        worker.drain();
        assertThat(database.rows("SELECT count(*) FROM quarantine WHERE resolved_at IS NULL"))
                .containsExactly("" + orphans);
        String tried =
                database.rows("SELECT min(tried_at)::text FROM quarantine").get(0);
        log.append(RelatedRecords.OWNERS, RelatedRecords.owner(17, 1, "b"));

        worker.drain();

        assertThat(database.rows("SELECT id FROM items")).containsExactly("17");
        assertThat(database.rows("SELECT count(*) FROM quarantine WHERE tried_at > '" + tried + "'"))
                .containsExactly("" + orphans);
    }

    private long retry(Optional<String> type) throws SQLException {
        return WarehouseRetry.run(database.url(), TestDatabase.USER, "", RelatedRecords.CATALOG, type);
    }

    private List<String> open() throws SQLException {
        return database.rows("SELECT topic, key, reasons -> 0 ->> 'code' FROM quarantine WHERE resolved_at IS NULL"
                + " ORDER BY topic, key");
    }
}
