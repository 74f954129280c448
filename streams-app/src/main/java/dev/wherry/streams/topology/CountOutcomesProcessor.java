package dev.wherry.streams.topology;

import dev.wherry.wire.LedgerKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts outcomes in the transaction that decides them, so that the ledger is as exact as the data. Publishes changed
 * totals every half second. An idle pipeline publishes and commits nothing.
 */
final class CountOutcomesProcessor<V extends HasOutcome> implements Processor<byte[], V, String, String> {
    static final Duration PUBLISH_INTERVAL = Duration.ofMillis(500);

    private final String stage;
    private final String storeName;
    private final Map<LedgerKey, Counter> counters = new HashMap<>();
    private ProcessorContext<String, String> context;
    private KeyValueStore<String, Long> store;
    private String part;
    private Cancellable pendingPublication;

    CountOutcomesProcessor(String stage, String storeName) {
        this.stage = stage;
        this.storeName = storeName;
    }

    /** Called again when a task is revived after an aborted transaction, whose counts in memory must be discarded. */
    @Override
    public void init(ProcessorContext<String, String> context) {
        this.context = context;
        this.store = context.getStateStore(storeName);
        this.part = stage + "-" + context.taskId().partition();
        if (pendingPublication != null) {
            // A punctuator survives the abort.
            pendingPublication.cancel();
            pendingPublication = null;
        }
        counters.clear();
        try (KeyValueIterator<String, Long> stored = store.all()) {
            stored.forEachRemaining(this::restore);
        }
    }

    @Override
    public void process(Record<byte[], V> event) {
        LedgerKey key = new LedgerKey(event.value().feed(), event.value().outcome(), part);
        Counter counter = counters.computeIfAbsent(key, Counter::new);
        counter.count++;
        store.put(counter.key, counter.count);
        schedulePublication(counter);
    }

    /** Publishes the restored count again, because the last change before a stop may not have been published. */
    private void restore(KeyValue<String, Long> stored) {
        Counter counter = new Counter(LedgerKey.parse(stored.key));
        counter.count = stored.value;
        counters.put(LedgerKey.parse(stored.key), counter);
        schedulePublication(counter);
    }

    private void schedulePublication(Counter counter) {
        counter.changed = true;
        if (pendingPublication == null) {
            pendingPublication = context.schedule(PUBLISH_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::publish);
        }
    }

    private void publish(long now) {
        pendingPublication.cancel();
        pendingPublication = null;
        for (Counter counter : counters.values()) {
            if (counter.changed) {
                context.forward(new Record<>(counter.key, Long.toString(counter.count), now));
                counter.changed = false;
            }
        }
    }

    private static final class Counter {
        final String key;
        long count;
        boolean changed;

        Counter(LedgerKey key) {
            this.key = key.text();
        }
    }
}
