package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.wire.LedgerKey;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.Reading;
import dev.wherry.wire.receipt.Receipt;
import java.time.Duration;
import java.time.Instant;
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
 * Counts outcomes in the transaction that decides them, so that the ledger and the receipts are as exact as the data.
 * Publishes changed totals every half second. An idle pipeline publishes and commits nothing.
 *
 * <p>An event that is a part of a file is counted for its file first. With the publication, the counts of files go to the
 * stage that adds them up, and to the ledger's totals. So the store has a counter of a file only until the next publication,
 * and each event costs one write. An event that is a whole file gets its receipt at once.
 */
final class CountOutcomesProcessor<V extends HasOutcome> implements Processor<byte[], V, String, byte[]> {
    static final Duration PUBLISH_INTERVAL = Duration.ofMillis(500);

    private final String node;
    private final String stage;
    private final String storeName;
    private final Map<LedgerKey, Counter> totals = new HashMap<>();
    private final Map<FileKey, Counter[]> files = new HashMap<>();
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, Long> store;
    private String part;
    private Cancellable pendingPublication;

    /** @param reading the id of a reading */
    private record FileKey(String feed, String reading) {}

    /**
     * @param node names the nodes to which the processor forwards
     * @param stage what the ledger calls the node
     */
    CountOutcomesProcessor(String node, String stage, String storeName) {
        this.node = node;
        this.stage = stage;
        this.storeName = storeName;
    }

    /** Called again when a task is revived after an aborted transaction, whose counts in memory must be discarded. */
    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.store = context.getStateStore(storeName);
        this.part = stage + "-" + context.taskId().partition();
        if (pendingPublication != null) {
            // A punctuator survives the abort.
            pendingPublication.cancel();
            pendingPublication = null;
        }
        totals.clear();
        files.clear();
        try (KeyValueIterator<String, Long> stored = store.all()) {
            stored.forEachRemaining(this::restore);
        }
    }

    @Override
    public void process(Record<byte[], V> event) {
        V value = event.value();
        byte[] reading = value.reading();
        Counter counter = Reading.isPart(reading)
                ? file(value.feed(), new String(reading, ISO_8859_1), value.outcome())
                : total(value.feed(), value.outcome());
        add(counter, 1);
        schedulePublication();
        if (counter.isTotal && reading != null) {
            issueReceipt(event);
        }
    }

    private Counter total(String feed, Outcome outcome) {
        return totals.computeIfAbsent(new LedgerKey(feed, outcome, part), key -> new Counter(key.text(), true));
    }

    private Counter file(String feed, String reading, Outcome outcome) {
        Counter[] counters =
                files.computeIfAbsent(new FileKey(feed, reading), key -> new Counter[Outcome.values().length]);
        Counter counter = counters[outcome.ordinal()];
        if (counter == null) {
            counter = new Counter(FileCounterKey.text(feed, outcome, reading), false);
            counters[outcome.ordinal()] = counter;
        }
        return counter;
    }

    /** If the event is a whole file. */
    private void issueReceipt(Record<byte[], V> event) {
        V value = event.value();
        Reading reading = Reading.ofHeader(value.reading());
        if (reading != null && reading.whole() != null) {
            FinishedFile file = FinishedFile.ofWhole(
                    value.feed(),
                    value.origin().file(),
                    reading.id(),
                    reading.whole(),
                    value.origin().offset());
            Receipt receipt =
                    new Receipt(file, Map.of(value.outcome(), 1L), 0, Instant.ofEpochMilli(event.timestamp()));
            context.forward(
                    new Record<>(receipt.key(), receipt.toJson(), event.timestamp()), NodeNames.writeReceipts(node));
        }
    }

    /** Publishes the restored count again, because the last change before a stop may not have been published. */
    private void restore(KeyValue<String, Long> stored) {
        Counter counter = FileCounterKey.parse(stored.key)
                .map(key -> file(key.feed(), key.reading(), key.outcome()))
                .orElseGet(() -> {
                    LedgerKey key = LedgerKey.parse(stored.key);
                    return totals.computeIfAbsent(key, any -> new Counter(stored.key, true));
                });
        counter.count = stored.value;
        counter.changed = true;
        schedulePublication();
    }

    private void schedulePublication() {
        if (pendingPublication == null) {
            pendingPublication = context.schedule(PUBLISH_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::publish);
        }
    }

    private void publish(long now) {
        pendingPublication.cancel();
        pendingPublication = null;
        files.forEach((file, counters) -> publish(file, counters, now));
        files.clear();
        for (Counter counter : totals.values()) {
            if (counter.changed) {
                byte[] count = Long.toString(counter.count).getBytes(UTF_8);
                context.forward(new Record<>(counter.key, count, now), NodeNames.writeLedger(node));
                counter.changed = false;
            }
        }
    }

    private void publish(FileKey file, Counter[] counters, long now) {
        for (Outcome outcome : Outcome.values()) {
            Counter counter = counters[outcome.ordinal()];
            if (counter != null) {
                byte[] update = UnfinishedFile.count(outcome, counter.count);
                context.forward(new Record<>(file.reading, update, now), NodeNames.writeFileCounts(node));
                add(total(file.feed, outcome), counter.count);
                store.delete(counter.key);
            }
        }
    }

    private void add(Counter counter, long events) {
        counter.count += events;
        counter.changed = true;
        store.put(counter.key, counter.count);
    }

    private static final class Counter {
        final String key;
        final boolean isTotal;
        long count;
        boolean changed;

        Counter(String key, boolean isTotal) {
            this.key = key;
            this.isTotal = isTotal;
        }
    }
}
