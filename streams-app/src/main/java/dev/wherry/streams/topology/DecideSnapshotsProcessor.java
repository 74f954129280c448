package dev.wherry.streams.topology;

import dev.wherry.contracts.Snapshot;
import dev.wherry.contracts.value.SnapshotVersion;
import dev.wherry.streams.topology.SnapshotMessage.Completed;
import dev.wherry.streams.topology.SnapshotMessage.Counted;
import dev.wherry.streams.topology.SnapshotMessage.Decided;
import dev.wherry.streams.topology.SnapshotMessage.Refused;
import dev.wherry.streams.topology.SnapshotMessage.Request;
import dev.wherry.wire.receipt.SnapshotDecision;
import dev.wherry.wire.receipt.SnapshotDecision.Verdict;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Decides what becomes of full snapshots, in the one task that reads the topic of files. A decision is written to that topic
 * and takes effect when it is read from there, and only the first one on a reading does. So a rebuild follows the decisions
 * that were taken once, although it may count other rows.
 */
final class DecideSnapshotsProcessor implements Processor<String, SnapshotMessage, String, SnapshotMessage> {
    private static final byte[] DECIDED = {};

    private final Map<String, Snapshot> snapshots;
    private final int partitions;
    private final String storeName;
    private final CommitScheduler commits;
    private ProcessorContext<String, SnapshotMessage> context;
    private KeyValueStore<String, byte[]> store;

    /** A file that is being counted; {@code counts} by partition. */
    record Pending(Completed file, Map<Integer, Counted> counts) {}

    /**
     * @param snapshots by type
     * @param partitions the number of tasks of each type
     */
    DecideSnapshotsProcessor(
            Map<String, Snapshot> snapshots, int partitions, String storeName, CommitScheduler commits) {
        this.snapshots = snapshots;
        this.partitions = partitions;
        this.storeName = storeName;
        this.commits = commits;
    }

    @Override
    public void init(ProcessorContext<String, SnapshotMessage> context) {
        this.context = context;
        this.store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<String, SnapshotMessage> message) {
        if (message.value() instanceof Decided decided) {
            followFirst(decided, message.timestamp());
        } else if (message.value() instanceof Completed file) {
            count(file, message.timestamp());
        } else if (message.value() instanceof Counted answer) {
            decide(answer, message.timestamp());
        } else {
            throw new IllegalStateException("nobody sends this message here: " + message.value());
        }
        commits.recordProcessed(context, message.timestamp());
    }

    private void count(Completed file, long timestamp) {
        if (snapshots.containsKey(file.type()) && !isDecided(file)) {
            store.put(pendingKey(file), SnapshotMessage.write(new Pending(file, Map.of())));
            request(
                    new Request(file.type(), file.feed(), file.file(), file.reading(), version(file), false),
                    timestamp);
        }
    }

    private void decide(Counted answer, long timestamp) {
        byte[] stored = store.get(pendingKey(answer));
        if (stored == null) {
            return; // decided meanwhile, as in a rebuild
        }
        Pending pending = SnapshotMessage.read(stored, Pending.class);
        Map<Integer, Counted> counts = new HashMap<>(pending.counts());
        counts.put(answer.partition(), answer);
        if (counts.size() < partitions) {
            store.put(pendingKey(answer), SnapshotMessage.write(new Pending(pending.file(), counts)));
            return;
        }
        store.delete(pendingKey(answer));
        SnapshotDecision decision = decision(pending.file(), counts);
        context.forward(new Record<>(decision.file(), new Decided(decision), timestamp));
    }

    private SnapshotDecision decision(Completed file, Map<Integer, Counted> counts) {
        long rows = counts.values().stream().mapToLong(Counted::rows).sum();
        long missing = counts.values().stream().mapToLong(Counted::missing).sum();
        long before = rowsBefore(file.type());
        byte[] version = version(file);
        boolean outdated = isOutdated(file.type(), version);
        Optional<String> reason =
                outdated ? Optional.of("a newer snapshot has been applied") : distrust(file, rows, missing, before);
        Verdict verdict = outdated ? Verdict.OUTDATED : reason.isPresent() ? Verdict.REFUSED : Verdict.APPLIED;
        return new SnapshotDecision(
                file.type(),
                file.feed(),
                file.file(),
                file.reading(),
                version,
                verdict,
                rows,
                missing,
                before,
                reason.orElse(null));
    }

    private Optional<String> distrust(Completed file, long rows, long missing, long before) {
        if (file.untrusted() != null) {
            return Optional.of(file.untrusted());
        }
        if (rows == 0) {
            return Optional.of("it has no row of type " + file.type());
        }
        double shrink = snapshots.get(file.type()).shrink();
        return shrink < 1 && before > 0 && missing > shrink * before
                ? Optional.of(
                        "it lacks %d of the %d rows of type %s that the snapshot before left, more than shrink allows"
                                .formatted(missing, before, file.type()))
                : Optional.empty();
    }

    private void followFirst(Decided decided, long timestamp) {
        SnapshotDecision decision = decided.decision();
        if (!snapshots.containsKey(decision.type()) || isDecided(decided)) {
            return;
        }
        store.put(decidedKey(decided), DECIDED);
        if (decision.verdict() == Verdict.REFUSED) {
            context.forward(
                    new Record<>(decision.file(), new Refused(decision), timestamp, OutputHeaders.refused(decision)));
            return;
        }
        if (decision.verdict() == Verdict.APPLIED && !isOutdated(decision.type(), decision.version())) {
            store.put(floorKey(decision.type()), decision.version());
            store.put(
                    rowsKey(decision.type()),
                    ByteBuffer.allocate(Long.BYTES).putLong(decision.rows()).array());
            request(
                    new Request(
                            decision.type(),
                            decision.feed(),
                            decision.file(),
                            decision.reading(),
                            decision.version(),
                            true),
                    timestamp);
        }
    }

    private void request(Request request, long timestamp) {
        context.forward(new Record<>(request.reading(), request, timestamp));
    }

    /** Whether a snapshot of this version, or a newer one, has been applied. */
    private boolean isOutdated(String type, byte[] version) {
        byte[] floor = store.get(floorKey(type));
        return floor != null && Arrays.compareUnsigned(floor, version) >= 0;
    }

    /** As the decision says it: in a rebuild, not all of its rows may have been read when it is followed. */
    private long rowsBefore(String type) {
        byte[] rows = store.get(rowsKey(type));
        return rows == null ? 0 : ByteBuffer.wrap(rows).getLong();
    }

    private byte[] version(Completed file) {
        return SnapshotVersion.of(snapshots.get(file.type()).order(), file.file(), file.reading());
    }

    private boolean isDecided(SnapshotMessage about) {
        return store.get(decidedKey(about)) != null;
    }

    private static String decidedKey(SnapshotMessage about) {
        return "decided|" + about.type() + "|" + about.reading();
    }

    private static String floorKey(String type) {
        return "floor|" + type;
    }

    private static String rowsKey(String type) {
        return "rows|" + type;
    }

    private static String pendingKey(SnapshotMessage message) {
        return "pending|" + message.type() + "|" + message.reading();
    }
}
