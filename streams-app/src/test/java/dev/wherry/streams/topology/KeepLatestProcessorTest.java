package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.Keep;
import dev.wherry.wire.Origin;
import dev.wherry.wire.Outcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guards the number of store reads, and that cached versions are discarded after a rollback of the store. */
class KeepLatestProcessorTest {
    private static final String STORE = "latest";

    private final MockProcessorContext<byte[], ContestResult> context = new MockProcessorContext<>();
    private final KeyValueStore<byte[], byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    private final KeepLatestProcessor keepLatest = new KeepLatestProcessor(
            Keep.LATEST, STORE, Optional.empty(), new MemoryBudget(1 << 20), new CommitScheduler());
    private int reads;

    @BeforeEach
    void start() {
        context.setCurrentSystemTimeMs(0);
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(countingReads());
        keepLatest.init(context);
    }

    @AfterEach
    void stop() {
        keepLatest.close();
        store.close();
    }

    @Test
    void readsTheStoreOnceForAKeyWithoutTies() {
        assertThat(outcomes(event(3, "a"), event(5, "b"), event(4, "c"), event(6, "d")))
                .isEqualTo(List.of(Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.SUPERSEDED, Outcome.ACCEPTED));
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void readsTheStoreForEachTie() {
        assertThat(outcomes(event(3, "b"), event(3, "b"), event(3, "c"), event(3, "a")))
                .isEqualTo(List.of(Outcome.ACCEPTED, Outcome.DUPLICATE, Outcome.ACCEPTED, Outcome.SUPERSEDED));
        assertThat(reads).isEqualTo(4);
    }

    @Test
    void readsTheStoreAgainAfterAnAbort() {
        byte[] before = event(3, "a");
        outcomes(before, event(5, "b"));

        store.put(KEY, before);
        keepLatest.init(context);

        assertThat(outcomes(event(4, "c"))).isEqualTo(List.of(Outcome.ACCEPTED));
    }

    private static final byte[] KEY = "7".getBytes(UTF_8);

    private static byte[] event(int version, String id) {
        return CandidateFormat.encode(new Candidate(
                new byte[] {(byte) version},
                id.getBytes(UTF_8),
                "things",
                new Origin(id, 0, OptionalLong.of(1), OptionalLong.empty()),
                "{}".getBytes(UTF_8),
                false));
    }

    private List<Outcome> outcomes(byte[]... events) {
        context.resetForwards();
        for (byte[] event : events) {
            keepLatest.process(new Record<>(KEY, event, 0));
        }
        return context.forwarded().stream()
                .map(forwarded -> forwarded.record().value().outcome())
                .toList();
    }

    /** The store, with a counter of its reads. */
    private StateStore countingReads() {
        return (StateStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    reads += method.getName().equals("get") ? 1 : 0;
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
