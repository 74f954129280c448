package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.Outcome;
import dev.wherry.wire.receipt.ErasedEvents;
import dev.wherry.wire.receipt.FileStatement;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.FinishedFile.Ending;
import dev.wherry.wire.receipt.Reading;
import dev.wherry.wire.receipt.Receipt;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptsTest {
    private static final String FILE = "sensors/a.ndjson";

    @TempDir
    private Path directory;

    private TestPipeline pipeline;

    @BeforeEach
    void start() {
        pipeline = new TestPipeline(directory);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void issuesOneReceiptWhenEveryEventHasAnOutcome(boolean finishedFirst) {
        String reading = Reading.newId();
        if (finishedFirst) {
            state(finished(reading, 4));
        }
        send(reading, 0, "s1", 2);
        send(reading, 10, "s1", 1);
        send(reading, 20, "s1", 2);
        sendInvalid(reading, 30);
        assertThat(pipeline.receipts()).isEmpty();
        if (!finishedFirst) {
            pipeline.ledger();
            state(finished(reading, 4));
        }

        pipeline.ledger();

        assertThat(pipeline.receipts())
                .containsExactly(new Receipt(
                        finished(reading, 4),
                        Map.of(
                                Outcome.ACCEPTED,
                                1L,
                                Outcome.SUPERSEDED,
                                1L,
                                Outcome.DUPLICATE,
                                1L,
                                Outcome.INVALID,
                                1L),
                        0,
                        Instant.ofEpochMilli(5_000)));
        assertThat(pipeline.unfinishedFiles()).isZero();
    }

    @Test
    void aFileWithoutEventsGetsItsReceiptAtOnce() {
        state(finished(Reading.newId(), 0));

        assertThat(pipeline.receipts()).hasSize(1);
        assertThat(pipeline.unfinishedFiles()).isZero();
    }

    @Test
    void readingsOfOneFileAreCountedApart() {
        String first = Reading.newId();
        String second = Reading.newId();
        send(first, 0, "s1", 1);
        send(second, 0, "s1", 2);
        send(second, 10, "s1", 3);
        state(finished(second, 2));
        pipeline.ledger();

        assertThat(pipeline.receipts())
                .extracting(receipt -> receipt.file().reading())
                .containsExactly(second);
        state(finished(first, 1));
        assertThat(pipeline.receipts())
                .extracting(receipt -> receipt.file().reading())
                .containsExactly(first);
    }

    @Test
    void aReceiptDoesNotWaitForErasedEvents() {
        String reading = Reading.newId();
        send(reading, 0, "s1", 1);
        pipeline.ledger();
        state(new ErasedEvents(reading, "salt:digest", 2));
        state(new ErasedEvents(reading, "salt:digest", 2));
        state(finished(reading, 3));

        List<Receipt> receipts = pipeline.receipts();

        assertThat(receipts).hasSize(1);
        assertThat(receipts.get(0).erased()).isEqualTo(2);
        assertThat(receipts.get(0).count(Outcome.ACCEPTED)).isEqualTo(1);
    }

    @Test
    void aDocumentGetsItsReceiptWithItsOutcome() {
        Reading reading = new Reading(Reading.newId(), new Reading.WholeFile(77, "00ff00ff00ff00ff"));
        pipeline.send("sensors", record(reading, 3, event("s1", 1)));
        Reading broken = new Reading(Reading.newId(), new Reading.WholeFile(1, "11ff00ff00ff00ff"));
        pipeline.send("sensors", record(broken, 0, "{"));

        assertThat(pipeline.receipts())
                .containsExactlyInAnyOrder(
                        new Receipt(
                                FinishedFile.ofWhole("sensors", FILE, reading.id(), reading.whole(), 3),
                                Map.of(Outcome.ACCEPTED, 1L),
                                0,
                                Instant.ofEpochMilli(1_000)),
                        new Receipt(
                                FinishedFile.ofWhole("sensors", FILE, broken.id(), broken.whole(), 0),
                                Map.of(Outcome.INVALID, 1L),
                                0,
                                Instant.ofEpochMilli(1_000)));
        assertThat(pipeline.ledger().get("sensors")).isEqualTo(Map.of("accepted", 1L, "invalid", 1L));
    }

    @Test
    void aRecordWithoutAReadingIsCountedInTheLedgerOnly() {
        pipeline.send(TestEvent.ofDocument("sensors", FILE, 1, event("s1", 1)));

        assertThat(pipeline.ledger().get("sensors")).isEqualTo(Map.of("accepted", 1L));
        assertThat(pipeline.receipts()).isEmpty();
    }

    @Test
    void skipsARecordThatIsNoStatement() {
        pipeline.sendStatement("no JSON".getBytes(UTF_8), 0);
        pipeline.sendStatement("{\"reading\": 5}".getBytes(UTF_8), 0);

        state(finished(Reading.newId(), 0));

        assertThat(pipeline.receipts()).hasSize(1);
    }

    private void state(FileStatement statement) {
        pipeline.sendStatement(statement.toJson(), 5_000);
    }

    private static FinishedFile finished(String reading, long events) {
        return new FinishedFile("sensors", FILE, reading, 40, "0123456789abcdef", events, 0L, 30L, Ending.FINISHED);
    }

    private void send(String reading, long offset, String sensor, int n) {
        pipeline.send("sensors", record(new Reading(reading, null), offset, event(sensor, n)));
    }

    private void sendInvalid(String reading, long offset) {
        pipeline.send("sensors", record(new Reading(reading, null), offset, "{\"type\": \"reading\"}"));
    }

    private static String event(String sensor, int n) {
        return "{\"type\": \"reading\", \"id\": \"%s-%d\", \"sensor\": \"%s\", \"n\": %d}"
                .formatted(sensor, n, sensor, n);
    }

    private static TestRecord<byte[], byte[]> record(Reading reading, long offset, String event) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("wherry.file", FILE.getBytes(UTF_8));
        headers.add("wherry.offset", Long.toString(offset).getBytes(UTF_8));
        headers.add("wherry.reading", reading.toHeader());
        return new TestRecord<>(FILE.getBytes(UTF_8), event.getBytes(UTF_8), headers, 1_000L);
    }
}
