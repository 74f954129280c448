package dev.wherry.streams.topology;

import dev.wherry.contracts.Keep;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Lets every candidate enter the {@link Contest} of its key, and passes on what became of it. Parses no event. */
final class KeepLatestProcessor implements Processor<byte[], byte[], byte[], ContestResult> {
    private final Contest contest;
    private final String storeName;
    private final VersionCache versions;
    private final CommitScheduler pace;
    private KeyValueStore<byte[], byte[]> store;
    private ProcessorContext<byte[], ContestResult> context;

    KeepLatestProcessor(Keep keep, String storeName, MemoryBudget versions, CommitScheduler pace) {
        this.contest = new Contest(keep);
        this.storeName = storeName;
        this.versions = new VersionCache(versions);
        this.pace = pace;
    }

    /** Called again when a task is revived after an aborted transaction: the store has gone back, too. */
    @Override
    public void init(ProcessorContext<byte[], ContestResult> context) {
        this.context = context;
        this.store = context.getStateStore(storeName);
        versions.clear();
    }

    @Override
    public void process(Record<byte[], byte[]> candidate) {
        ContestResult kept = enter(candidate.key(), candidate.value());
        Headers headers = kept.winner().map(OutputHeaders::state).orElseGet(RecordHeaders::new);
        context.forward(candidate.withValue(kept).withHeaders(headers));
        pace.processed(context, candidate.timestamp());
    }

    private ContestResult enter(byte[] key, byte[] challenger) {
        int order = versions.compare(key, challenger);
        byte[] held = order == 0 ? store.get(key) : null;
        ContestResult kept = order == 0 ? contest.enter(held, challenger) : contest.enter(order, challenger);
        if (kept.held().isPresent()) {
            held = kept.held().get();
            store.put(key, held);
        }
        if (held != null) {
            versions.remember(key, held);
        }
        return kept;
    }

    @Override
    public void close() {
        versions.clear();
    }
}
