package dev.wherry.streams.topology;

import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Snapshot;
import dev.wherry.streams.topology.SnapshotMessage.Completed;
import dev.wherry.streams.topology.SnapshotMessage.Decided;
import dev.wherry.streams.topology.SnapshotMessage.Refused;
import dev.wherry.streams.topology.SnapshotMessage.Request;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.Topics;
import dev.wherry.wire.receipt.FileStatement;
import dev.wherry.wire.receipt.FinishedFile.Ending;
import dev.wherry.wire.receipt.Receipt;
import dev.wherry.wire.receipt.SnapshotDecision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * How the rows are deleted that a full snapshot lacks:
 *
 * <pre>
 *           receipts ─► completed ─┐                 ┌─► by type, to all its tasks ─► count or delete ─┬─► state.&lt;type&gt;
 *     files ─────────► decisions ──┼─► decide ───────┼─► files                                        │
 *                      counts ─────┘                 └─► invalid.&lt;feed&gt;                                │
 *                         └────────────────────────────────────────────────────────────────────────────┘
 * </pre>
 */
final class SnapshotTopology {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final byte[] NOTHING = {};

    private final StreamsBuilder builder;
    private final List<Contract> contracts;
    private final int partitions;
    private final Supplier<CommitScheduler> commits;

    /**
     * @param contracts those with full snapshots
     * @param partitions the number of tasks of each type
     */
    SnapshotTopology(
            StreamsBuilder builder, List<Contract> contracts, int partitions, Supplier<CommitScheduler> commits) {
        this.builder = builder;
        this.partitions = partitions;
        this.commits = commits;
        this.contracts = contracts;
    }

    void build(KStream<String, FileStatement> statements, KStream<String, Receipt> receipts) {
        if (contracts.isEmpty()) {
            return;
        }
        KStream<String, SnapshotMessage> messages = receipts.flatMapValues(
                        this::completed, Named.as(NodeNames.COMPLETED_SNAPSHOTS))
                .repartition(Repartitioned.with(Serdes.String(), BYTES)
                        .withName(NodeNames.SNAPSHOTS)
                        .withNumberOfPartitions(1))
                .mapValues(SnapshotMessage::ofJson, Named.as(NodeNames.SNAPSHOT_MESSAGES));
        KStream<String, SnapshotMessage> decisions = statements
                .filter(
                        (reading, statement) -> statement instanceof SnapshotDecision,
                        Named.as(NodeNames.SNAPSHOT_DECISIONS))
                .mapValues(
                        statement -> (SnapshotMessage) new Decided((SnapshotDecision) statement),
                        Named.as(NodeNames.DECIDED_SNAPSHOTS));
        KStream<String, SnapshotMessage> decided = decide(messages.merge(decisions, Named.as(NodeNames.ALL_MESSAGES)));
        of(decided, Decided.class, NodeNames.NEW_DECISIONS)
                .mapValues(message -> message.decision().toJson(), Named.as(NodeNames.DECISION_VALUES))
                .to(Topics.FILES, Produced.with(Serdes.String(), BYTES).withName(NodeNames.WRITE_DECISIONS));
        KStream<String, Refused> refused = of(decided, Refused.class, NodeNames.REFUSED_SNAPSHOTS);
        KStream<String, Request> requests = of(decided, Request.class, NodeNames.SNAPSHOT_REQUESTS);
        for (Contract contract : contracts) {
            quarantine(contract, refused);
            answer(contract.type(), requests);
        }
    }

    /** A message for each type whose rows the file may have. */
    private List<byte[]> completed(Receipt receipt) {
        String untrusted = distrust(receipt).orElse(null);
        return contracts.stream()
                .filter(contract -> contract.feeds().contains(receipt.file().feed()))
                .map(contract -> new Completed(
                                contract.type(),
                                receipt.file().feed(),
                                receipt.file().file(),
                                receipt.file().reading(),
                                untrusted)
                        .toJson())
                .toList();
    }

    private static Optional<String> distrust(Receipt receipt) {
        long invalid = receipt.count(Outcome.INVALID);
        if (receipt.file().ending() != Ending.FINISHED) {
            return Optional.of("it was " + receipt.file().ending().label() + " before all of it had been read");
        }
        return invalid == 0
                ? Optional.empty()
                : Optional.of(invalid + (invalid == 1 ? " of its events is invalid" : " of its events are invalid"));
    }

    private KStream<String, SnapshotMessage> decide(KStream<String, SnapshotMessage> messages) {
        Map<String, Snapshot> snapshots = contracts.stream()
                .collect(Collectors.toMap(
                        Contract::type, contract -> contract.snapshot().orElseThrow()));
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NodeNames.SNAPSHOTS), Serdes.String(), BYTES)
                        .withCachingDisabled());
        return messages.process(
                () -> new DecideSnapshotsProcessor(snapshots, partitions, NodeNames.SNAPSHOTS, commits.get()),
                Named.as(NodeNames.DECIDE_SNAPSHOTS),
                NodeNames.SNAPSHOTS);
    }

    private static void quarantine(Contract contract, KStream<String, Refused> refused) {
        String type = contract.type();
        refused.filter((file, message) -> message.type().equals(type), Named.as(NodeNames.refusedOf(type)))
                .mapValues(message -> NOTHING, Named.as(NodeNames.refusals(type)))
                .to(
                        Topics.invalid(contract.feeds().get(0)),
                        Produced.with(Serdes.String(), BYTES).withName(NodeNames.writeRefusals(type)));
    }

    /** The tasks of a type also decide its contests, and share their stores. */
    private void answer(String type, KStream<String, Request> requests) {
        String latest = NodeNames.latestStore(type);
        String floor = NodeNames.floorStore(type);
        KStream<byte[], byte[]> answers = requests.filter(
                        (reading, request) -> request.type().equals(type), Named.as(NodeNames.requestsTo(type)))
                .mapValues(Request::toJson, Named.as(NodeNames.requestValues(type)))
                .repartition(Repartitioned.with(Serdes.String(), BYTES)
                        .withName(NodeNames.snapshotRequests(type))
                        .withNumberOfPartitions(partitions)
                        .withStreamPartitioner((topic, key, value, all) ->
                                Optional.of(IntStream.range(0, all).boxed().collect(Collectors.toSet()))))
                .process(
                        () -> new AnswerSnapshotsProcessor(type, latest, floor, commits.get()),
                        Named.as(NodeNames.answerSnapshots(type)),
                        latest,
                        floor);
        // The processor chooses one of these for each record.
        Produced<byte[], byte[]> bytes = Produced.with(BYTES, BYTES);
        answers.to(Topics.state(type), bytes.withName(NodeNames.writeMissing(type)));
        answers.to(
                NodeNames.repartitionTopic(NodeNames.SNAPSHOTS),
                Produced.with(BYTES, BYTES).withName(NodeNames.writeSnapshotCounts(type)));
    }

    private static <M extends SnapshotMessage> KStream<String, M> of(
            KStream<String, SnapshotMessage> messages, Class<M> type, String node) {
        return messages.filter((key, message) -> type.isInstance(message), Named.as(node))
                .mapValues(type::cast, Named.as(node + "-cast"));
    }
}
