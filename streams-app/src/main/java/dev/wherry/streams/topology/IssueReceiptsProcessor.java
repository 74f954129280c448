package dev.wherry.streams.topology;

import dev.wherry.wire.receipt.Receipt;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds up what is counted of each reading of a file, and issues its receipt when that is as many events as the source says
 * it has published. The store holds unfinished files only.
 */
final class IssueReceiptsProcessor implements Processor<String, byte[], String, Receipt> {
    private final String storeName;
    private final CommitScheduler commits;
    private ProcessorContext<String, Receipt> context;
    private KeyValueStore<String, byte[]> store;

    IssueReceiptsProcessor(String storeName, CommitScheduler commits) {
        this.storeName = storeName;
        this.commits = commits;
    }

    @Override
    public void init(ProcessorContext<String, Receipt> context) {
        this.context = context;
        this.store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<String, byte[]> update) {
        UnfinishedFile file = UnfinishedFile.ofStored(store.get(update.key()));
        file.update(update.value(), update.timestamp());
        file.receipt()
                .ifPresentOrElse(
                        receipt -> {
                            context.forward(new Record<>(receipt.key(), receipt, update.timestamp()));
                            store.delete(update.key());
                        },
                        () -> store.put(update.key(), file.toStored()));
        commits.recordProcessed(context, update.timestamp());
    }
}
