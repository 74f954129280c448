package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.Outcome;
import dev.wherry.wire.Topics;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.FinishedFile.Ending;
import dev.wherry.wire.receipt.Receipt;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
    private static final TopicPartition RECEIPTS = new TopicPartition(Topics.RECEIPTS, 0);

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, FakeWorker.configuration(database));

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void eachReadingIsARow() throws SQLException {
        log.append(RECEIPTS, entry(receipt("AAAAAAAAAAA", 3, 1)), entry(receipt("BBBBBBBBBBB", 2, 0)));
        log.append(RECEIPTS, entry(receipt("AAAAAAAAAAA", 3, 1)));

        worker.start(RECEIPTS).drain();

        assertThat(
                        database.rows(
                                "SELECT feed, file, reading, size, fingerprint, ending, events, accepted, superseded,"
                                        + " duplicate, invalid, skipped, erased, first_offset, last_offset,"
                                        + " finished_at = '2026-11-29T10:00:00Z', loaded_at IS NOT NULL FROM receipts ORDER BY reading"))
                .containsExactly(
                        "gauges|gauges/a.csv|AAAAAAAAAAA|40|f|finished|4|3|0|0|1|0|0|0|30|t|t",
                        "gauges|gauges/a.csv|BBBBBBBBBBB|40|f|finished|2|2|0|0|0|0|0|0|30|t|t");
    }

    @Test
    void correctionsAreAddedUp() throws SQLException {
        log.append(RECEIPTS, entry(receipt("AAAAAAAAAAA", 3, 1)));
        worker.start(RECEIPTS).drain();

        database.execute("INSERT INTO receipt_corrections VALUES ('AAAAAAAAAAA', 'a', 'accepted', -2),"
                + " ('AAAAAAAAAAA', 'a', 'duplicate', 2), ('AAAAAAAAAAA', 'b', 'duplicate', -1),"
                + " ('AAAAAAAAAAA', 'b', 'invalid', 1)");

        assertThat(database.rows("SELECT events, accepted, superseded, duplicate, invalid FROM receipts"))
                .containsExactly("4|1|0|1|2");
    }

    @Test
    void whatIsNoReceiptIsQuarantined() throws SQLException {
        log.append(
                RECEIPTS,
                new FakeTopics.Entry(text("a"), null, Map.of()),
                new FakeTopics.Entry(text("a"), text("{\"feed\": 1}"), Map.of()),
                entry(receipt("AAAAAAAAAAA", 1, 0)));

        worker.start(RECEIPTS).drain();

        assertThat(database.rows("SELECT count(*) FROM receipts")).containsExactly("1");
        assertThat(database.rows("SELECT record_offset, reasons->0->>'code' FROM quarantine ORDER BY 1"))
                .containsExactly("0|no_receipt", "1|no_row");
    }

    private static Receipt receipt(String reading, long accepted, long invalid) {
        FinishedFile file = new FinishedFile(
                "gauges", "gauges/a.csv", reading, 40, "f", accepted + invalid, 0L, 30L, Ending.FINISHED);
        return new Receipt(
                file,
                Map.of(Outcome.ACCEPTED, accepted, Outcome.INVALID, invalid),
                0,
                Instant.parse("2026-11-29T10:00:00Z"));
    }

    private static FakeTopics.Entry entry(Receipt receipt) {
        return new FakeTopics.Entry(text(receipt.key()), receipt.toJson(), Map.of());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
