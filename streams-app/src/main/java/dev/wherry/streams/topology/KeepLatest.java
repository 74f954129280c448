package dev.wherry.streams.topology;

import dev.wherry.contracts.Keep;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Lets every candidate enter the {@link Contest} of its key, and passes on what became of it. Parses no event. */
final class KeepLatest implements Processor<byte[], byte[], byte[], Kept> {
    private final Contest contest;
    private final String storeName;
    private final CommitPace pace;
    private KeyValueStore<byte[], byte[]> store;
    private ProcessorContext<byte[], Kept> context;

    KeepLatest(Keep keep, String storeName, CommitPace pace) {
        this.contest = new Contest(keep);
        this.storeName = storeName;
        this.pace = pace;
    }

    @Override
    public void init(ProcessorContext<byte[], Kept> context) {
        this.context = context;
        this.store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<byte[], byte[]> candidate) {
        byte[] key = candidate.key();
        Kept kept = contest.enter(store.get(key), candidate.value());
        kept.held().ifPresent(held -> store.put(key, held));
        Headers headers = kept.winner().map(RecordHeadersOf::state).orElseGet(RecordHeaders::new);
        context.forward(candidate.withValue(kept).withHeaders(headers));
        pace.processed(context, candidate.timestamp());
    }
}
