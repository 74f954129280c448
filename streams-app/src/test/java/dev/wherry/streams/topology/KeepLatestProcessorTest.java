package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wherry.contracts.Keep;
import dev.wherry.wire.Origin;
import dev.wherry.wire.Outcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
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

/** How seldom the store is read, and that what is known without it goes when the store may have changed. */
class KeepLatestProcessorTest {
    private static final String STORE = "latest";

    private final MockProcessorContext<byte[], ContestResult> context = new MockProcessorContext<>();
    private final KeyValueStore<byte[], byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    private final KeepLatestProcessor keepLatest =
            new KeepLatestProcessor(Keep.LATEST, STORE, new MemoryBudget(1 << 20), new CommitScheduler());
    private int reads;

    @BeforeEach
    void start() {
        context.setCurrentSystemTimeMs(0);
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(counted());
        keepLatest.init(context);
    }

    @AfterEach
    void stop() {
        keepLatest.close();
        store.close();
    }

    @Test
    void theStoreIsReadOnceForAKeyWhateverNewerOrOlderEventsCome() {
        assertEquals(
                List.of(Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.SUPERSEDED, Outcome.ACCEPTED),
                outcomes(event(3, "a"), event(5, "b"), event(4, "c"), event(6, "d")));
        assertEquals(1, reads);
    }

    @Test
    void tiesAreDecidedByWhatTheStoreHolds() {
        assertEquals(
                List.of(Outcome.ACCEPTED, Outcome.DUPLICATE, Outcome.ACCEPTED, Outcome.SUPERSEDED),
                outcomes(event(3, "b"), event(3, "b"), event(3, "c"), event(3, "a")));
        assertEquals(4, reads);
    }

    @Test
    void afterAnAbortTheStoreSaysWhatIsHeld() {
        byte[] before = event(3, "a");
        outcomes(before, event(5, "b"));

        store.put(KEY, before);
        keepLatest.init(context);

        assertEquals(List.of(Outcome.ACCEPTED), outcomes(event(4, "c")));
    }

    private static final byte[] KEY = "7".getBytes(UTF_8);

    private static byte[] event(int version, String id) {
        return CandidateFormat.encode(new Candidate(
                new byte[] {(byte) version},
                id.getBytes(UTF_8),
                "things",
                new Origin(id, 0, OptionalLong.of(1)),
                "{}".getBytes(UTF_8)));
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

    /** The store, with its reads counted. */
    private StateStore counted() {
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
