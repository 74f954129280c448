package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.LedgerKey;
import dev.wherry.wire.Origin;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.receipt.Reading;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    private Path directory;

    @Test
    void publishesAChangedCounterOnceAndAnUnchangedOneNever() {
        try (TestPipeline pipeline = new TestPipeline(directory)) {
            for (int i = 0; i < 10; i++) {
                pipeline.send(reading("s" + i, 1));
            }

            assertThat(pipeline.ledgerRecords()).isEqualTo(1);
            assertThat(pipeline.ledgerRecords()).isEqualTo(0);
        }
    }

    @Test
    void resumesAndRepublishesTheCountersAfterARestart() {
        MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
        KeyValueStore<String, Long> restored = emptyStore(context);
        String invalid = new LedgerKey("sensors", Outcome.INVALID, "validate-sensors-0").text();
        restored.put(invalid, 41L);
        CountOutcomesProcessor<ValidatedEvent.Invalid> counter =
                new CountOutcomesProcessor<>("validate-sensors", "validate-sensors", "counts");

        counter.init(context);
        publish(context);
        counter.process(new Record<>(new byte[0], invalid(null), 0));
        publish(context);

        assertThat(context.forwarded().stream()
                        .map(forwarded -> new String(forwarded.record().value(), UTF_8))
                        .toList())
                .isEqualTo(List.of("41", "42"));
        assertThat(restored.get(invalid)).isEqualTo(42L);
    }

    @Test
    void publishesOnceIfATaskIsRevivedWithAPendingPublication() {
        MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
        CountOutcomesProcessor<ValidatedEvent.Invalid> counter =
                new CountOutcomesProcessor<>("validate-sensors", "validate-sensors", "counts");
        emptyStore(context);
        counter.init(context);
        counter.process(new Record<>(new byte[0], invalid(null), 0));

        counter.init(context);
        publish(context);
        publish(context);

        assertThat(context.forwarded()).hasSize(1);
    }

    @Test
    void countsAPartOfAFileForTheFileFirst() {
        MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
        KeyValueStore<String, Long> counts = emptyStore(context);
        CountOutcomesProcessor<ValidatedEvent.Invalid> counter =
                new CountOutcomesProcessor<>("validate-sensors", "validate-sensors", "counts");
        counter.init(context);
        byte[] reading = new Reading("AAAAAAAAAAAAAAAA", null).toHeader();

        counter.process(new Record<>(new byte[0], invalid(reading), 0));
        counter.process(new Record<>(new byte[0], invalid(reading), 0));

        assertThat(counts.get("sensors|invalid||AAAAAAAAAAAAAAAA")).isEqualTo(2);
        publish(context);
        assertThat(counts.get("sensors|invalid||AAAAAAAAAAAAAAAA")).isNull();
        assertThat(counts.get("sensors|invalid|validate-sensors-0")).isEqualTo(2);
        assertThat(context.forwarded().stream().map(LedgerTest::describe).toList())
                .containsExactly(
                        "write-file-counts-of-validate-sensors: AAAAAAAAAAAAAAAA = invalid|2",
                        "write-ledger-of-validate-sensors: sensors|invalid|validate-sensors-0 = 2");
    }

    /** The counts of files were committed, and their publication was not. */
    @Test
    void publishesCountsOfFilesAfterARestart() {
        MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
        KeyValueStore<String, Long> restored = emptyStore(context);
        restored.put("sensors|invalid||AAAAAAAAAAAAAAAA", 3L);
        restored.put("sensors|invalid|validate-sensors-0", 4L);
        CountOutcomesProcessor<ValidatedEvent.Invalid> counter =
                new CountOutcomesProcessor<>("validate-sensors", "validate-sensors", "counts");

        counter.init(context);
        publish(context);

        assertThat(context.forwarded().stream().map(LedgerTest::describe).toList())
                .containsExactly(
                        "write-file-counts-of-validate-sensors: AAAAAAAAAAAAAAAA = invalid|3",
                        "write-ledger-of-validate-sensors: sensors|invalid|validate-sensors-0 = 7");
        assertThat(restored.get("sensors|invalid||AAAAAAAAAAAAAAAA")).isNull();
    }

    private static String describe(MockProcessorContext.CapturedForward<? extends String, ? extends byte[]> forwarded) {
        return forwarded.childName().orElseThrow() + ": " + forwarded.record().key() + " = "
                + new String(forwarded.record().value(), UTF_8);
    }

    private static ValidatedEvent.Invalid invalid(byte[] reading) {
        Origin origin = new Origin("sensors/a.csv", 0, OptionalLong.empty(), OptionalLong.empty());
        return new ValidatedEvent.Invalid("sensors", origin, reading, new byte[0]);
    }

    private static KeyValueStore<String, Long> emptyStore(MockProcessorContext<String, byte[]> context) {
        KeyValueStore<String, Long> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("counts"), Serdes.String(), Serdes.Long())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private static void publish(MockProcessorContext<String, byte[]> context) {
        context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .forEach(punctuator -> punctuator.getPunctuator().punctuate(0));
    }

    private static TestEvent reading(String sensor, int n) {
        return TestEvent.ofDocument(
                "sensors",
                "sensors/" + sensor + ".json",
                1,
                "{\"type\": \"reading\", \"id\": \"" + sensor + n + "\", \"sensor\": \"" + sensor + "\", \"n\": " + n
                        + "}");
    }
}
