package dev.wherry.streams.topology;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
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
 * The way of an event through the streams app, from top to bottom:
 *
 * <pre>
 * raw.&lt;feed&gt; ─► validate ─┬─ valid ──► by the contract's key ─► keep the latest ─┬─► state.&lt;type&gt;
 *                         │                                                    └─► count ─► ledger
 *                         └─ invalid ─┬─► invalid.&lt;feed&gt;
 *                                     └─► count ─► ledger
 * </pre>
 */
public final class PipelineTopology {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    /** A few keys that change all the time, and are read from the beginning at every start: only full segments are compacted. */
    private static final Map<String, String> COUNTS_CHANGELOG = Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, "4194304");

    private final Catalog catalog;
    private final int partitions;
    private final StreamsBuilder builder;
    /** Processors are made on the thread that runs them. */
    private final ThreadLocal<CommitScheduler> pace = ThreadLocal.withInitial(CommitScheduler::new);
    /** A million keys of the shipped types in the default heap of 512 MiB; two in the embedded pipeline's gigabyte. */
    private final MemoryBudget versions = new MemoryBudget(Runtime.getRuntime().maxMemory() / 8);

    private PipelineTopology(Catalog catalog, int partitions, StreamsConfig config) {
        this.catalog = catalog;
        this.partitions = partitions;
        this.builder = new StreamsBuilder(new TopologyConfig(config));
    }

    /**
     * The topology of a catalog.
     *
     * @param partitions the partitions of every topic between the validating and the keeping tasks
     * @param config given here too, because the check that every internal topic and store is named is made while building
     */
    public static Topology build(Catalog catalog, int partitions, StreamsConfig config) {
        return new PipelineTopology(catalog, partitions, config).build();
    }

    private Topology build() {
        Map<String, KStream<byte[], byte[]>> candidates = new TreeMap<>();
        for (String feed : catalog.feeds()) {
            BranchedKStream<byte[], ValidatedEvent> judged = validate(feed).split(Named.as(NodeNames.route(feed)));
            judged.branch(PipelineTopology::isInvalid, to(NodeNames.INVALID, events -> quarantine(feed, events)));
            for (Contract contract : contractsOf(feed)) {
                String type = contract.type();
                judged.branch(
                        (key, event) -> isOf(type, event),
                        to(
                                NodeNames.type(type),
                                events -> candidates.merge(
                                        type,
                                        byKey(feed, type, events),
                                        (some, more) -> some.merge(more, Named.as(NodeNames.merge(feed, type))))));
            }
            judged.noDefaultBranch();
        }
        for (Contract contract : catalog.contracts()) {
            publish(contract.type(), keepLatest(contract, candidates.get(contract.type())));
        }
        return builder.build();
    }

    private KStream<byte[], ValidatedEvent> validate(String feed) {
        Consumed<byte[], byte[]> verbatim = Consumed.with(BYTES, BYTES)
                .withTimestampExtractor(new RecordTime())
                .withName(NodeNames.readRaw(feed));
        return builder.stream(Topics.raw(feed), verbatim)
                .process(
                        () -> new ValidateProcessor(feed, catalog.validator(feed), pace.get()),
                        Named.as(NodeNames.validate(feed)));
    }

    private void quarantine(String feed, KStream<byte[], ValidatedEvent> judged) {
        KStream<byte[], ValidatedEvent.Invalid> invalid =
                judged.mapValues(event -> (ValidatedEvent.Invalid) event, Named.as(NodeNames.invalid(feed)));
        invalid.mapValues(ValidatedEvent.Invalid::event, Named.as(NodeNames.invalidEvents(feed)))
                .to(Topics.invalid(feed), Produced.with(BYTES, BYTES).withName(NodeNames.writeInvalid(feed)));
        count(NodeNames.validate(feed), invalid);
    }

    /** Feeds meet only behind their repartition topics, so that each feed's tasks are its own. */
    private KStream<byte[], byte[]> byKey(String feed, String type, KStream<byte[], ValidatedEvent> judged) {
        return judged.mapValues(
                        event -> ((ValidatedEvent.Valid) event).candidate(), Named.as(NodeNames.candidates(feed, type)))
                .repartition(Repartitioned.with(BYTES, BYTES)
                        .withName(NodeNames.repartition(feed, type))
                        .withNumberOfPartitions(partitions));
    }

    /** The store has no cache: a hundred thousand keys seldom hit it, and it was measured to cost more than it saves. */
    private KStream<byte[], ContestResult> keepLatest(Contract contract, KStream<byte[], byte[]> candidates) {
        String store = NodeNames.latestStore(contract.type());
        builder.addStateStore(Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(store), BYTES, BYTES)
                .withCachingDisabled());
        return candidates.process(
                () -> new KeepLatestProcessor(contract.keep(), store, versions, pace.get()),
                Named.as(NodeNames.keep(contract.type())),
                store);
    }

    private void publish(String type, KStream<byte[], ContestResult> kept) {
        kept.flatMapValues(ContestResult::newState, Named.as(NodeNames.changes(type)))
                .to(Topics.state(type), Produced.with(BYTES, BYTES).withName(NodeNames.writeState(type)));
        count(NodeNames.keep(type), kept);
    }

    /** With a cache the store's changelog gets one record for each counter and commit, not one for each event. */
    private <V extends HasOutcome> void count(String stage, KStream<byte[], V> settled) {
        String store = NodeNames.countsStore(stage);
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.Long())
                        .withLoggingEnabled(COUNTS_CHANGELOG)
                        .withCachingEnabled());
        settled.process(() -> new CountOutcomesProcessor<V>(stage, store), Named.as(NodeNames.count(stage)), store)
                .to(
                        Topics.LEDGER,
                        Produced.with(Serdes.String(), Serdes.String()).withName(NodeNames.writeLedger(stage)));
    }

    private List<Contract> contractsOf(String feed) {
        return catalog.contracts().stream()
                .filter(contract -> contract.feeds().contains(feed))
                .toList();
    }

    private static boolean isInvalid(byte[] key, ValidatedEvent event) {
        return event instanceof ValidatedEvent.Invalid;
    }

    private static boolean isOf(String type, ValidatedEvent event) {
        return event instanceof ValidatedEvent.Valid valid && valid.type().equals(type);
    }

    private static Branched<byte[], ValidatedEvent> to(String route, Consumer<KStream<byte[], ValidatedEvent>> way) {
        return Branched.withConsumer(way, route);
    }
}
