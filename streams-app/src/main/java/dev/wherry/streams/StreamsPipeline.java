package dev.wherry.streams;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.change.CatalogChanges;
import dev.wherry.streams.topics.ContractsTopic;
import dev.wherry.streams.topics.PipelineTopics;
import dev.wherry.streams.topology.NodeNames;
import dev.wherry.streams.topology.PipelineTopology;
import dev.wherry.streams.topology.StoredKeys;
import dev.wherry.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running streams app. It checks and creates the topics, starts the threads and runs until it is closed or fails.
 */
public final class StreamsPipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsPipeline.class);
    /** Shorter than the grace period that containers get to stop. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final RocksDbMemory memory;
    private final GroupMembershipOperation membershipOnClose;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final List<String> contractNotices;
    private boolean closed;

    private StreamsPipeline(Catalog catalog, StreamsAppConfig config, RocksDbMemory memory) {
        StreamsConfig streamsConfig = KafkaStreamsConfig.of(config, memory);
        ensureTopics(catalog, config, streamsConfig);
        contractNotices = recordContracts(catalog, config, streamsConfig);
        Topology topology = PipelineTopology.build(catalog, config.getInt(StreamsAppConfig.PARTITIONS), streamsConfig);
        this.streams = new KafkaStreams(topology, streamsConfig);
        this.memory = memory;
        this.membershipOnClose = membershipOnClose(config);
        streams.setUncaughtExceptionHandler(new FailurePolicy(Time.SYSTEM, ended::completeExceptionally));
        streams.setStateListener((current, previous) -> logState(current));
    }

    /**
     * Creates the missing topics, then starts. On return every topic of the pipeline exists, but {@link #state} may
     * not be RUNNING yet.
     *
     * @param options the options of docs/streams-app.md; {@code contracts} is ignored
     * @throws InvalidConfigException naming every problem of the options
     * @throws dev.wherry.streams.topics.UnsuitableTopicsException if existing topics are unsuitable
     * @throws ContractsChangedException if contracts have changed and the stored state cannot be continued with them
     * @throws KafkaException if the brokers cannot be reached
     */
    public static StreamsPipeline start(Catalog catalog, Map<String, String> options) {
        StreamsAppConfig config = StreamsAppConfig.of(options);
        RocksDbMemory memory = new RocksDbMemory();
        try {
            StreamsPipeline pipeline = new StreamsPipeline(catalog, config, memory);
            pipeline.streams.start();
            return pipeline;
        } catch (RuntimeException failed) {
            memory.close();
            throw failed;
        }
    }

    /** A sentence for each change of the contracts since the last start, and for each earlier one that rows do not follow. */
    public List<String> contractNotices() {
        return contractNotices;
    }

    /** The state of Kafka Streams; RUNNING when the app has restored the state of all its tasks. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Completes when the pipeline is closed; completes exceptionally with the cause when it fails. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** The failure that stopped the pipeline; empty while it runs and after it was closed. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(ended.handle((nothing, failure) -> failure).getNow(null));
    }

    /**
     * The exact number of keys of a type that this instance stores and that are not deleted. Reads all of them: about a
     * second for a million.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException unless {@link #state} is RUNNING
     */
    public long keys(String type) {
        return StoredKeys.count(streams, type);
    }

    /**
     * The topics through which files get receipts, and full snapshots are applied. They exist once {@link #state} is RUNNING.
     *
     * @param applicationId the app's {@code application.id}, which is also its consumer group
     */
    public static List<String> topicsOfFiles(Catalog catalog, String applicationId) {
        List<String> repartitioned = new ArrayList<>(List.of(NodeNames.FILE_UPDATES));
        if (catalog.hasSnapshots()) {
            repartitioned.add(NodeNames.SNAPSHOTS);
        }
        for (Contract contract : catalog.snapshotContracts()) {
            repartitioned.add(NodeNames.snapshotRequests(contract.type()));
        }
        return Stream.concat(
                        Stream.of(Topics.FILES),
                        repartitioned.stream().map(name -> applicationId + "-" + NodeNames.repartitionTopic(name)))
                .toList();
    }

    /** Omits NOT_RUNNING and ERROR: they would follow the line that says why the process ends. */
    private static void logState(KafkaStreams.State state) {
        if (!state.hasCompletedShutdown()) {
            LOG.info("The streams app is {}.", state);
        }
    }

    /** Commits the open transactions and stops, within ten seconds. A second call has no effect. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (streams.close(CloseOptions.timeout(STOP_TIMEOUT).withGroupMembershipOperation(membershipOnClose))) {
            memory.close();
        } else {
            LOG.warn(
                    "The streams app did not stop within {}; the next start repeats the work that was not committed.",
                    STOP_TIMEOUT);
        }
        ended.complete(null);
    }

    private static void ensureTopics(Catalog catalog, StreamsAppConfig config, StreamsConfig streamsConfig) {
        PipelineTopics topics = new PipelineTopics(
                catalog,
                config.getInt(StreamsAppConfig.PARTITIONS),
                config.getShort(StreamsAppConfig.REPLICATION_FACTOR),
                config.getInt(StreamsAppConfig.MAX_MESSAGE_BYTES));
        try (Admin admin = createAdmin(config, streamsConfig)) {
            topics.ensure(admin);
        }
    }

    /** Compares the contracts with those that the state was built with, and records them. Returns the notices. */
    private static List<String> recordContracts(Catalog catalog, StreamsAppConfig config, StreamsConfig streamsConfig) {
        String clientId = config.getString(StreamsAppConfig.APPLICATION_ID) + "-contracts";
        ContractsTopic topic = new ContractsTopic(
                streamsConfig.getRestoreConsumerConfigs(clientId), streamsConfig.getProducerConfigs(clientId));
        CatalogChanges changes = CatalogChanges.of(topic.read(), catalog);
        if (!changes.refusals().isEmpty()) {
            throw new ContractsChangedException(changes.refusals());
        }
        topic.write(changes.updates());
        changes.notices().forEach(LOG::info);
        return changes.notices();
    }

    /** Creates the first Kafka client of the app, and so detects settings that no client accepts. */
    private static Admin createAdmin(StreamsAppConfig config, StreamsConfig streamsConfig) {
        try {
            return Admin.create(
                    streamsConfig.getAdminConfigs(config.getString(StreamsAppConfig.APPLICATION_ID) + "-topics"));
        } catch (KafkaException unusable) {
            throw new InvalidConfigException(List.of(FatalError.describe(unusable)
                    + "; check bootstrap.servers and the settings with the prefix " + StreamsAppConfig.KAFKA_PREFIX));
        }
    }

    /** A static member keeps its tasks across a restart; any other instance leaves them to the group at once. */
    private static GroupMembershipOperation membershipOnClose(StreamsAppConfig config) {
        return config.getString(StreamsAppConfig.GROUP_INSTANCE_ID) == null
                ? GroupMembershipOperation.LEAVE_GROUP
                : GroupMembershipOperation.REMAIN_IN_GROUP;
    }
}
