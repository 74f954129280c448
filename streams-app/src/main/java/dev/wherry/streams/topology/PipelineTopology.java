package dev.wherry.streams.topology;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.wire.LedgerParts;
import dev.wherry.wire.Topics;
import dev.wherry.wire.receipt.FileStatement;
import dev.wherry.wire.receipt.Receipt;
import dev.wherry.wire.receipt.SnapshotDecision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.BranchedKStream;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * The path of an event through the streams app, from top to bottom:
 *
 * <pre>
 * raw.&lt;feed&gt; ─► validate ─┬─ valid ─┬► by the contract's key ─► keep the latest ─┬─► state.&lt;type&gt;
 *                         │         │                                          └─► count ─► ledger
 *                         │         └► with a history: events.&lt;type&gt;
 *                         ├─ valid, and every event is kept ─┬─► events.&lt;type&gt;
 *                         │                                  └─► count ─► ledger
 *                         ├─ invalid ─┬─► invalid.&lt;feed&gt;
 *                         └─ skipped ─┴─► count ─► ledger
 * </pre>
 *
 * <p>The receipts of files:
 *
 * <pre>
 * files ─► by reading ─┬─► issue receipts ─► receipts
 *     count, by file ──┘
 * </pre>
 */
public final class PipelineTopology {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    /**
     * Small segments, because Kafka compacts only closed ones: these few counters change all the time and are read at
     * each start.
     */
    private static final Map<String, String> COUNTS_CHANGELOG_CONFIG =
            Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, "4194304");

    private final Catalog catalog;
    private final int partitions;
    private final StreamsBuilder builder;
    /** One for each stream thread: Kafka Streams creates processors on the thread that runs them. */
    private final ThreadLocal<CommitScheduler> commits = ThreadLocal.withInitial(CommitScheduler::new);
    /** Enough for a million keys of the shipped types in the default heap of 512 MiB. */
    private final MemoryBudget versionMemory =
            new MemoryBudget(Runtime.getRuntime().maxMemory() / 8);

    private PipelineTopology(Catalog catalog, int partitions, StreamsConfig config) {
        this.catalog = catalog;
        this.partitions = partitions;
        this.builder = new StreamsBuilder(new TopologyConfig(config));
    }

    /**
     * Builds the topology of a catalog.
     *
     * @param partitions the number of partitions of every repartition topic
     * @param config needed while building for the check that every internal topic and store has an explicit name
     */
    public static Topology build(Catalog catalog, int partitions, StreamsConfig config) {
        return new PipelineTopology(catalog, partitions, config).build();
    }

    private Topology build() {
        Map<String, KStream<byte[], byte[]>> candidates = new TreeMap<>();
        for (String feed : catalog.feeds()) {
            BranchedKStream<byte[], ValidatedEvent> branches = validate(feed).split(Named.as(NodeNames.route(feed)));
            branches.branch(PipelineTopology::isDecided, to(NodeNames.DECIDED_BRANCH, events -> finish(feed, events)));
            for (Contract contract : contractsOf(feed)) {
                String type = contract.type();
                branches.branch((key, event) -> hasType(type, event), to(NodeNames.typeBranch(type), events -> {
                    contract.history().ifPresent(table -> recordHistory(feed, type, events));
                    if (contract.isEventTable()) {
                        append(feed, type, events);
                    } else {
                        candidates.merge(
                                type,
                                byKey(feed, type, events),
                                (merged, next) -> merged.merge(next, Named.as(NodeNames.merge(feed, type))));
                    }
                }));
            }
            branches.noDefaultBranch();
        }
        for (Contract contract : catalog.contracts()) {
            if (!contract.isEventTable()) {
                publish(contract.type(), keepLatest(contract, candidates.get(contract.type())));
            }
        }
        issueReceipts();
        return builder.build();
    }

    private KStream<byte[], ValidatedEvent> validate(String feed) {
        Consumed<byte[], byte[]> verbatim = Consumed.with(BYTES, BYTES)
                .withTimestampExtractor(new RecordTimeExtractor())
                .withName(NodeNames.readRaw(feed));
        return builder.stream(Topics.raw(feed), verbatim)
                .process(
                        () -> new ValidateProcessor(feed, catalog.validator(feed), commits.get()),
                        Named.as(NodeNames.validate(feed)));
    }

    /** Counts the events whose outcome is decided, and quarantines the invalid ones. */
    private void finish(String feed, KStream<byte[], ValidatedEvent> events) {
        count(
                NodeNames.validate(feed),
                NodeNames.validate(feed),
                events.mapValues(event -> (HasOutcome) event, Named.as(NodeNames.decided(feed))));
        events.filter((key, event) -> event instanceof ValidatedEvent.Invalid, Named.as(NodeNames.quarantine(feed)))
                .mapValues(event -> ((ValidatedEvent.Invalid) event).event(), Named.as(NodeNames.invalidEvents(feed)))
                .to(Topics.invalid(feed), bytes(NodeNames.writeInvalid(feed)));
    }

    /** Without a store: the sink finds out which events the table has already. */
    private void append(String feed, String type, KStream<byte[], ValidatedEvent> events) {
        KStream<byte[], ValidatedEvent.Appended> appended =
                events.mapValues(event -> (ValidatedEvent.Appended) event, Named.as(NodeNames.append(feed, type)));
        appended.mapValues(ValidatedEvent.Appended::event, Named.as(NodeNames.appendedEvents(feed, type)))
                .to(Topics.events(type), bytes(NodeNames.writeEvents(feed, type)));
        count(NodeNames.append(feed, type), LedgerParts.append(type), appended);
    }

    /** The history has every event, whatever becomes of it in the contest. */
    private void recordHistory(String feed, String type, KStream<byte[], ValidatedEvent> events) {
        events.process(RecordHistoryProcessor::new, Named.as(NodeNames.history(feed, type)))
                .to(Topics.events(type), bytes(NodeNames.writeEvents(feed, type)));
    }

    /** Feeds merge only behind their repartition topics, so that each feed has separate tasks. */
    private KStream<byte[], byte[]> byKey(String feed, String type, KStream<byte[], ValidatedEvent> events) {
        return events.mapValues(
                        event -> CandidateFormat.encode(((ValidatedEvent.Valid) event).candidate()),
                        Named.as(NodeNames.candidates(feed, type)))
                .repartition(Repartitioned.with(BYTES, BYTES)
                        .withName(NodeNames.repartition(feed, type))
                        .withNumberOfPartitions(partitions));
    }

    /**
     * The store has no cache: with a hundred thousand keys it is seldom hit, and it costs more than it saves
     * (measured).
     */
    private KStream<byte[], ContestResult> keepLatest(Contract contract, KStream<byte[], byte[]> candidates) {
        String store = NodeNames.latestStore(contract.type());
        builder.addStateStore(Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(store), BYTES, BYTES)
                .withCachingDisabled());
        Optional<String> floor = contract.snapshot().map(any -> NodeNames.floorStore(contract.type()));
        floor.ifPresent(name -> builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), BYTES)));
        return candidates.process(
                () -> new KeepLatestProcessor(contract.keep(), store, floor, versionMemory, commits.get()),
                Named.as(NodeNames.keep(contract.type())),
                Stream.concat(Stream.of(store), floor.stream()).toArray(String[]::new));
    }

    private void publish(String type, KStream<byte[], ContestResult> results) {
        results.flatMapValues(ContestResult::newState, Named.as(NodeNames.changes(type)))
                .to(Topics.state(type), bytes(NodeNames.writeState(type)));
        count(NodeNames.keep(type), NodeNames.keep(type), results);
    }

    /**
     * The cache reduces the store's changelog to one record for each counter and commit, instead of one for each
     * event.
     *
     * @param stage what the ledger calls the counting node
     */
    private <V extends HasOutcome> void count(String node, String stage, KStream<byte[], V> events) {
        String store = NodeNames.countsStore(node);
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.Long())
                        .withLoggingEnabled(COUNTS_CHANGELOG_CONFIG)
                        .withCachingEnabled());
        KStream<String, byte[]> counts = events.process(
                () -> new CountOutcomesProcessor<V>(node, stage, store), Named.as(NodeNames.count(node)), store);
        // The processor chooses one of these for each record.
        counts.to(Topics.LEDGER, texts(NodeNames.writeLedger(node)));
        counts.to(NodeNames.repartitionTopic(NodeNames.FILE_UPDATES), texts(NodeNames.writeFileCounts(node)));
        counts.to(Topics.RECEIPTS, texts(NodeNames.writeReceipts(node)));
    }

    /**
     * What the source says of a file, and what all tasks count of it, meet in the task of its reading. The repartition
     * topic has several writers: the statements of the source, for which it is declared, and the counting stages. A topic
     * of their own for each would have as many partitions, for a few records.
     */
    private void issueReceipts() {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(NodeNames.UNFINISHED_FILES), Serdes.String(), BYTES)
                .withCachingDisabled());
        Consumed<byte[], byte[]> verbatim = Consumed.with(BYTES, BYTES)
                .withTimestampExtractor(new RecordTimeExtractor())
                .withName(NodeNames.READ_FILES);
        KStream<String, FileStatement> statements = builder.stream(Topics.FILES, verbatim)
                .process(() -> new FileStatementProcessor(commits.get()), Named.as(NodeNames.FILE_STATEMENTS));
        KStream<String, Receipt> receipts = statements
                .filterNot(
                        (reading, statement) -> statement instanceof SnapshotDecision, Named.as(NodeNames.ABOUT_EVENTS))
                .mapValues(FileStatement::toJson, Named.as(NodeNames.FILE_STATEMENT_VALUES))
                .repartition(Repartitioned.with(Serdes.String(), BYTES)
                        .withName(NodeNames.FILE_UPDATES)
                        .withNumberOfPartitions(partitions))
                .process(
                        () -> new IssueReceiptsProcessor(NodeNames.UNFINISHED_FILES, commits.get()),
                        Named.as(NodeNames.ISSUE_RECEIPTS),
                        NodeNames.UNFINISHED_FILES);
        receipts.mapValues(Receipt::toJson, Named.as(NodeNames.RECEIPT_VALUES))
                .to(Topics.RECEIPTS, texts(NodeNames.writeReceipts(NodeNames.ISSUE_RECEIPTS)));
        new SnapshotTopology(builder, catalog.snapshotContracts(), partitions, commits::get)
                .build(statements, receipts);
    }

    private static Produced<byte[], byte[]> bytes(String node) {
        return Produced.with(BYTES, BYTES).withName(node);
    }

    private static Produced<String, byte[]> texts(String node) {
        return Produced.with(Serdes.String(), BYTES).withName(node);
    }

    private List<Contract> contractsOf(String feed) {
        return catalog.contracts().stream()
                .filter(contract -> contract.feeds().contains(feed))
                .toList();
    }

    private static boolean isDecided(byte[] key, ValidatedEvent event) {
        return event instanceof ValidatedEvent.Invalid || event instanceof ValidatedEvent.Skipped;
    }

    private static boolean hasType(String type, ValidatedEvent event) {
        return event instanceof ValidatedEvent.Valid valid && valid.type().equals(type)
                || event instanceof ValidatedEvent.Appended appended
                        && appended.type().equals(type);
    }

    private static Branched<byte[], ValidatedEvent> to(String branch, Consumer<KStream<byte[], ValidatedEvent>> path) {
        return Branched.withConsumer(path, branch);
    }
}
