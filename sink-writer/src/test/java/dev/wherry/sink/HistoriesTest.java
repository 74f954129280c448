package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Verdict;
import dev.wherry.sink.database.WarehouseRetry;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Histories: each event of a key is a row, and copies are one. */
class HistoriesTest {
    private static final Path CONTRACTS = Path.of("src/test/resources/histories");
    private static final Catalog CATALOG = Catalog.load(CONTRACTS);
    private static final TopicPartition LOTS = new TopicPartition("events.lot", 0);

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, configuration(database)).batchSize(1_000);

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void everyEventIsARowWhateverItsVersion() throws SQLException {
        log.append(LOTS, lot("b", 1, 2, "new", "2"), lot("a", 1, 1, "late", "1"), lot("c", 1, 2, "tied", "3"));
        log.append(LOTS, deletion("d", 1, 3, "4"), lot("e", 2, 1, "other", "5"));

        start();

        assertThat(rows()).containsExactly("1|late|1|f", "1|new|2|f", "1|tied|3|f", "1|∅|4|t", "2|other|5|f");
        assertThat(database.rows("SELECT * FROM lots")).isEmpty();
    }

    @Test
    void theCopyWithTheSmallestOriginStaysInAnyOrder() throws SQLException {
        log.append(LOTS, lot("a", 1, 1, "x", "2"), lot("a", 1, 1, "x", "1"), lot("a", 1, 1, "x", "3"));
        start();
        assertThat(rows()).containsExactly("1|x|1|f");

        log.append(LOTS, lot("a", 1, 1, "x", "4"));
        worker.drain();
        assertThat(rows()).containsExactly("1|x|1|f");

        log.append(LOTS, lot("a", 1, 1, "x", "0"), lot("b", 1, 1, "y", "9"), lot("a", 1, 2, "z", "9"));
        worker.drain();

        assertThat(rows()).containsExactly("1|x|0|f", "1|y|9|f", "1|z|9|f");
        assertThat(open()).isEmpty();
    }

    @Test
    void aRejectedRowWaitsAndOtherRowsOfItsKeyDoNot() throws SQLException {
        log.append(
                LOTS,
                lot("a", 1, 1, "much too long", "1"),
                lot("b", 1, 2, "short", "2"),
                lot("c", 1, 3, "also too long", "3"));
        start();
        log.append(LOTS, lot("d", 1, 4, "newer", "4"));
        worker.drain();

        assertThat(rows()).containsExactly("1|short|2|f", "1|newer|4|f");
        assertThat(open()).containsExactly("events.lot|0|sqlstate_23514", "events.lot|2|sqlstate_23514");

        database.execute("UPDATE quarantine SET event = replace(convert_from(event, 'UTF8'), 'much too long', 'mended')"
                + "::bytea WHERE record_offset = 0");
        assertThat(retry()).isEqualTo(1);
        assertThat(open()).containsExactly("events.lot|2|sqlstate_23514");

        database.execute("ALTER TABLE lots_history DROP CONSTRAINT short");
        assertThat(retry()).isEqualTo(1);

        assertThat(rows()).containsExactly("1|mended|1|f", "1|short|2|f", "1|also too long|3|f", "1|newer|4|f");
        assertThat(open()).isEmpty();
        assertThat(database.rows("SELECT * FROM ledger_counts")).isEmpty();
        assertThat(database.rows("SELECT * FROM receipt_corrections")).isEmpty();
    }

    @Test
    void aRejectedCopyIsResolvedByTheOtherOne() throws SQLException {
        log.append(LOTS, lot("a", 1, 1, "much too long", "1"), lot("a", 1, 1, "fits", "2"));
        start();
        assertThat(rows()).isEmpty();
        assertThat(open()).containsExactly("events.lot|0|sqlstate_23514");

        log.append(LOTS, lot("a", 1, 1, "fits", "2"), lot("a", 1, 1, "fits", "0"));
        worker.drain();

        assertThat(retry()).isEqualTo(1);
        assertThat(rows()).containsExactly("1|fits|0|f");
        assertThat(open()).isEmpty();
    }

    @Test
    void quarantinesRecordsThatMakeNoRow() throws SQLException {
        log.append(
                LOTS,
                without(Headers.ID, lot("a", 1, 1, "x", "1")),
                without(Headers.VERSION, lot("a", 1, 1, "x", "1")),
                new FakeTopics.Entry(GaugeRecords.text("1"), null, Map.of()));

        start();

        assertThat(rows()).isEmpty();
        assertThat(open()).containsExactly("events.lot|0|no_id", "events.lot|1|no_version", "events.lot|2|tombstone");
    }

    private long retry() throws SQLException {
        return WarehouseRetry.run(database.url(), TestDatabase.USER, "", CATALOG, Optional.of("lot"));
    }

    private void start() {
        worker.start(LOTS);
        worker.drain();
    }

    private List<String> rows() throws SQLException {
        return database.rows(
                "SELECT id, note, file, deleted FROM lots_history ORDER BY id, version, history_order, history_id");
    }

    private List<String> open() throws SQLException {
        return database.rows(
                "SELECT topic, record_offset, reasons->0->>'code' FROM quarantine WHERE resolved_at IS NULL"
                        + " ORDER BY record_offset");
    }

    private static FakeTopics.Entry lot(String event, long id, long n, String note, String file) {
        return entry(
                file, "{\"event\": \"%s\", \"id\": %d, \"n\": %d, \"note\": \"%s\"}".formatted(event, id, n, note));
    }

    private static FakeTopics.Entry deletion(String event, long id, long n, String file) {
        return entry(file, "{\"event\": \"%s\", \"id\": %d, \"n\": %d, \"gone\": true}".formatted(event, id, n));
    }

    /** As the streams app writes it. */
    private static FakeTopics.Entry entry(String file, String event) {
        byte[] value = event.getBytes(StandardCharsets.UTF_8);
        Verdict.Valid valid = (Verdict.Valid) CATALOG.validator("lots").validate(value, HeaderReader.NONE);
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(Headers.FEED, GaugeRecords.text("lots"));
        headers.put(Headers.FILE, GaugeRecords.text(file));
        headers.put(Headers.OFFSET, GaugeRecords.text("0"));
        headers.put(Headers.VERSION, valid.version());
        headers.put(Headers.ID, valid.id());
        if (valid.deletion()) {
            headers.put(Headers.DELETION, GaugeRecords.text("true"));
        }
        return new FakeTopics.Entry(valid.key(), value, headers);
    }

    private static FakeTopics.Entry without(String header, FakeTopics.Entry entry) {
        Map<String, byte[]> others = new LinkedHashMap<>(entry.headers());
        others.remove(header);
        return entry.withHeaders(others);
    }

    private static Map<String, String> configuration(TestDatabase database) {
        Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(database));
        configuration.put("contracts", CONTRACTS.toString());
        return configuration;
    }
}
