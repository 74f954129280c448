package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.change.RecordedContract;
import dev.wherry.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The table wherry_contracts is a copy of the topic contracts. */
class ContractsTableTest {
    private static final TopicPartition CONTRACTS = new TopicPartition(Topics.CONTRACTS, 0);
    private static final RecordedContract BUILT = RecordedContract.built(
            GaugeRecords.catalog().definition(GaugeRecords.catalog().contracts().get(0)));

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, FakeWorker.configuration(database));

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void hasWhatWasRecordedLast() throws SQLException {
        log.append(CONTRACTS, entry("gauge", BUILT.text()), entry("other", BUILT.text()));
        log.append(CONTRACTS, entry("gauge", BUILT.retire().text()));

        worker.start(CONTRACTS).drain();

        assertThat(database.rows("SELECT type, definition, recorded_at IS NOT NULL FROM wherry_contracts ORDER BY 1"))
                .containsExactly("gauge|" + BUILT.retire().text() + "|t", "other|" + BUILT.text() + "|t");
    }

    @Test
    void whatIsNoContractIsQuarantined() throws SQLException {
        log.append(
                CONTRACTS,
                new FakeTopics.Entry(text("gauge"), null, Map.of()),
                entry("other", "{\"contract\": 1}"),
                entry("another", "no JSON"),
                entry("gauge", BUILT.text()));

        worker.start(CONTRACTS).drain();

        assertThat(database.rows("SELECT type FROM wherry_contracts")).containsExactly("gauge");
        assertThat(database.rows("SELECT record_offset, reasons->0->>'code' FROM quarantine ORDER BY 1"))
                .containsExactly("0|no_contract", "1|no_row", "2|no_row");
    }

    private static FakeTopics.Entry entry(String type, String value) {
        return new FakeTopics.Entry(text(type), text(value), Map.of());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
