package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.contracts.Catalog;
import dev.wherry.wire.Topics;
import dev.wherry.wire.receipt.ErasedEvents;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.SnapshotDecision.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Full snapshots: the decisions about them are rows, and the rows that they lack are deleted. */
class SnapshotsTest {
    private static final Path CONTRACTS = Path.of("src/test/resources/snapshots");
    private static final Catalog CATALOG = Catalog.load(CONTRACTS);
    private static final SnapshotRecords PARTS = new SnapshotRecords(CATALOG, "part");
    private static final SnapshotRecords SHELVES = new SnapshotRecords(CATALOG, "shelf");
    private static final TopicPartition FILES = new TopicPartition(Topics.FILES, 0);
    private static final TopicPartition STATE = new TopicPartition("state.part", 0);
    private static final TopicPartition OTHER_STATE = new TopicPartition("state.shelf", 0);

    private static final String MONDAY = "parts/2026-01-05.ndjson";
    private static final String TUESDAY = "parts/2026-01-06.ndjson";
    private static final String FIRST = "reading-00000001";
    private static final String SECOND = "reading-00000002";

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, configuration(CONTRACTS)).batchSize(1_000);

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void eachDecisionIsARow() throws SQLException {
        log.append(
                FILES,
                PARTS.decision(MONDAY, FIRST, Verdict.APPLIED, null),
                PARTS.decision(TUESDAY, SECOND, Verdict.REFUSED, "it has no row of type part"));

        start();

        assertThat(
                        database.rows(
                                "SELECT type, feed, file, reading, verdict, reason, file_rows, missing_rows, rows_before,"
                                        + " decided_at = 'epoch', encode(version, 'escape') FROM wherry_snapshots ORDER BY file"))
                .containsExactly(
                        "part|parts|parts/2026-01-05.ndjson|reading-00000001|applied|∅|3|2|4|t|"
                                + escaped(MONDAY, FIRST),
                        "part|parts|parts/2026-01-06.ndjson|reading-00000002|refused|it has no row of type part|3|2|4|t|"
                                + escaped(TUESDAY, SECOND));
    }

    @Test
    void theFirstDecisionOnAReadingCounts() throws SQLException {
        log.append(
                FILES,
                PARTS.decision(MONDAY, FIRST, Verdict.APPLIED, null),
                PARTS.decision(TUESDAY, SECOND, Verdict.REFUSED, "it shrinks"),
                PARTS.decision(MONDAY, FIRST, Verdict.REFUSED, "it is late"));
        start();
        log.append(
                FILES,
                PARTS.decision(TUESDAY, SECOND, Verdict.APPLIED, null),
                PARTS.decision(TUESDAY, FIRST, Verdict.OUTDATED, "it is old"));
        worker.drain();

        assertThat(verdicts()).containsExactly("reading-00000001|applied", "reading-00000002|refused");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
        assertThat(worker.committable()).containsEntry(FILES, 5L);
    }

    @Test
    void otherStatementsAboutFilesAreLeftOut() throws SQLException {
        log.append(
                FILES,
                entry(new FinishedFile("parts", MONDAY, FIRST, 1, "f", 1, 0L, 0L, FinishedFile.Ending.FINISHED)
                        .toJson()),
                entry(new ErasedEvents(FIRST, "erasure", 1).toJson()),
                entry(GaugeRecords.text("no JSON")),
                entry(null));

        start();

        assertThat(verdicts()).isEmpty();
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
        assertThat(database.rows("SELECT next_offset FROM wherry_offsets WHERE topic = 'files'"))
                .containsExactly("4");
    }

    @Test
    void readingTheDecisionsAgainLeadsToTheSameRows() throws SQLException {
        log.append(
                FILES,
                PARTS.decision(MONDAY, FIRST, Verdict.REFUSED, "it shrinks"),
                PARTS.decision(MONDAY, FIRST, Verdict.APPLIED, null));
        start();
        List<String> before = database.rows("SELECT * FROM wherry_snapshots");

        worker.revoke(FILES);
        database.execute("TRUNCATE wherry_snapshots; UPDATE wherry_offsets SET next_offset = 0");
        worker.assign(FILES);
        worker.drain();

        assertThat(database.rows("SELECT * FROM wherry_snapshots")).isEqualTo(before);
        assertThat(verdicts()).containsExactly("reading-00000001|refused");
    }

    @Test
    void deletesTheRowsThatASnapshotLacksWithTheirChildren() throws SQLException {
        log.append(
                STATE,
                PARTS.row(MONDAY, FIRST, 0, "{\"id\": 1, \"name\": \"a\", \"tags\": [{\"tag\": \"x\"}]}"),
                PARTS.row(MONDAY, FIRST, 50, "{\"id\": 2, \"name\": \"b\", \"tags\": [{\"tag\": \"y\"}]}"));
        start();
        log.append(STATE, PARTS.row(TUESDAY, SECOND, 0, "{\"id\": 2, \"name\": \"c\", \"tags\": [{\"tag\": \"z\"}]}"));
        worker.drain();

        log.append(STATE, PARTS.missing(TUESDAY, SECOND, "1"), PARTS.missing(MONDAY, SECOND, "2"));
        worker.drain();

        assertThat(database.rows("SELECT id, name FROM parts")).containsExactly("2|c");
        assertThat(database.rows("SELECT * FROM part_tags")).containsExactly("2|0|z");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    @Test
    void deletesTheVersionsOfTheRowsThatASnapshotLacks() throws SQLException {
        log.append(
                OTHER_STATE,
                SHELVES.row(MONDAY, FIRST, 0, "{\"id\": 1, \"name\": \"a\"}"),
                SHELVES.row(MONDAY, FIRST, 50, "{\"id\": 2, \"name\": \"b\"}"));
        start();
        log.append(OTHER_STATE, SHELVES.row(TUESDAY, SECOND, 0, "{\"id\": 2, \"name\": \"c\"}"));
        worker.drain();

        log.append(OTHER_STATE, SHELVES.missing(TUESDAY, SECOND, "1"), SHELVES.missing(MONDAY, SECOND, "2"));
        worker.drain();

        assertThat(database.rows("SELECT * FROM shelves")).containsExactly("2|c");
        assertThat(database.rows("SELECT convert_from(key, 'UTF8') FROM wherry_versions"))
                .containsExactly("2");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    @Test
    void aRowThatIsBackInALaterFileIsARowAgain() throws SQLException {
        log.append(STATE, PARTS.row(MONDAY, FIRST, 0, "{\"id\": 1, \"name\": \"a\"}"));
        log.append(STATE, PARTS.missing(MONDAY, SECOND, "1"));
        log.append(STATE, PARTS.row(TUESDAY, FIRST, 0, "{\"id\": 1, \"name\": \"b\"}"));

        start();

        assertThat(database.rows("SELECT id, name FROM parts")).containsExactly("1|b");
    }

    @Test
    void withoutAContractWithSnapshotsTheTopicIsNotRead() {
        try (FakeWorker other = new FakeWorker(log, configuration(GaugeRecords.CONTRACTS))) {
            assertThatThrownBy(() -> other.start(FILES))
                    .isInstanceOf(OperatorActionRequiredException.class)
                    .hasMessageStartingWith("No contract defines the topics [files]");
        }
    }

    private void start() {
        worker.start(FILES, STATE, OTHER_STATE);
        worker.drain();
    }

    private List<String> verdicts() throws SQLException {
        return database.rows("SELECT reading, verdict FROM wherry_snapshots ORDER BY reading, file");
    }

    private String escaped(String file, String reading) throws SQLException {
        return String.join(
                "",
                database.rows("SELECT encode('\\x%s', 'escape')"
                        .formatted(HexFormat.of().formatHex(SnapshotRecords.version(file, reading)))));
    }

    private static FakeTopics.Entry entry(byte[] statement) {
        return new FakeTopics.Entry(GaugeRecords.text(MONDAY), statement, Map.of());
    }

    private Map<String, String> configuration(Path contracts) {
        Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(database));
        configuration.put("contracts", contracts.toString());
        return configuration;
    }
}
