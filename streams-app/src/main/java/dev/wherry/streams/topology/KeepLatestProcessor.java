package dev.wherry.streams.topology;

import dev.wherry.contracts.Keep;
import dev.wherry.wire.Outcome;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Runs the {@link Contest} of a key for every candidate and forwards the result. Does not parse events. */
final class KeepLatestProcessor implements Processor<byte[], byte[], byte[], ContestResult> {
    private final Contest contest;
    private final String storeName;
    private final VersionCache versionCache;
    private final Optional<String> floorStore;
    private final CommitScheduler commits;
    private KeyValueStore<byte[], byte[]> store;
    private SnapshotFloor floor;
    private ProcessorContext<byte[], ContestResult> context;

    /** @param floorStore the store of the {@link SnapshotFloor}; empty if the type has no full snapshots */
    KeepLatestProcessor(
            Keep keep, String storeName, Optional<String> floorStore, MemoryBudget memory, CommitScheduler commits) {
        this.contest = new Contest(keep);
        this.storeName = storeName;
        this.floorStore = floorStore;
        this.versionCache = new VersionCache(memory);
        this.commits = commits;
    }

    /** Called again when a task is revived after an aborted transaction, which has rolled back the store. */
    @Override
    public void init(ProcessorContext<byte[], ContestResult> context) {
        this.context = context;
        this.store = context.getStateStore(storeName);
        this.floor = floorStore
                .map(name -> new SnapshotFloor(context.getStateStore(name)))
                .orElse(null);
        versionCache.clear();
    }

    @Override
    public void process(Record<byte[], byte[]> candidate) {
        ContestResult result =
                decide(candidate.key(), candidate.value()).withReading(OutputHeaders.reading(candidate.headers()));
        Headers headers = result.newWinner().map(OutputHeaders::state).orElseGet(RecordHeaders::new);
        context.forward(candidate.withValue(result).withHeaders(headers));
        commits.recordProcessed(context, candidate.timestamp());
    }

    /** A key that a snapshot has deleted may still be in the cache, with a version below the floor. */
    private ContestResult decide(byte[] key, byte[] challenger) {
        if (floor != null && floor.isAbove(challenger)) {
            return ContestResult.unchanged(CandidateFormat.decode(challenger).get(0), Outcome.SUPERSEDED);
        }
        int order = versionCache.compare(key, challenger);
        byte[] stored = order == 0 ? store.get(key) : null;
        ContestResult result = order == 0 ? contest.decide(stored, challenger) : contest.decide(order, challenger);
        if (result.toStore().isPresent()) {
            stored = result.toStore().get();
            store.put(key, stored);
        }
        if (stored != null) {
            versionCache.put(key, stored);
        }
        return result;
    }

    @Override
    public void close() {
        versionCache.clear();
    }
}
