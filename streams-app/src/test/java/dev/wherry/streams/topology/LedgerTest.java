package dev.wherry.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.LedgerKey;
import dev.wherry.wire.Outcome;
import java.nio.file.Path;
import java.util.List;
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
        MockProcessorContext<String, String> context = new MockProcessorContext<>();
        KeyValueStore<String, Long> restored = emptyStore(context);
        String invalid = new LedgerKey("sensors", Outcome.INVALID, "validate-sensors-0").text();
        restored.put(invalid, 41L);
        CountOutcomesProcessor<ValidatedEvent.Invalid> counter =
                new CountOutcomesProcessor<>("validate-sensors", "counts");

        counter.init(context);
        publish(context);
        counter.process(new Record<>(new byte[0], new ValidatedEvent.Invalid("sensors", new byte[0]), 0));
        publish(context);

        assertThat(context.forwarded().stream()
                        .map(forwarded -> forwarded.record().value())
                        .toList())
                .isEqualTo(List.of("41", "42"));
        assertThat(restored.get(invalid)).isEqualTo(42L);
    }

    @Test
    void publishesOnceIfATaskIsRevivedWithAPendingPublication() {
        MockProcessorContext<String, String> context = new MockProcessorContext<>();
        CountOutcomesProcessor<ValidatedEvent.Invalid> counter =
                new CountOutcomesProcessor<>("validate-sensors", "counts");
        emptyStore(context);
        counter.init(context);
        counter.process(new Record<>(new byte[0], new ValidatedEvent.Invalid("sensors", new byte[0]), 0));

        counter.init(context);
        publish(context);
        publish(context);

        assertThat(context.forwarded()).hasSize(1);
    }

    private static KeyValueStore<String, Long> emptyStore(MockProcessorContext<String, String> context) {
        KeyValueStore<String, Long> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("counts"), Serdes.String(), Serdes.Long())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private static void publish(MockProcessorContext<String, String> context) {
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
