package dev.wherry.streams;

import dev.wherry.contracts.Catalog;
import dev.wherry.streams.topics.PipelineTopics;
import dev.wherry.streams.topology.NodeNames;
import dev.wherry.streams.topology.PipelineTopology;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running streams app: its topics made and checked, its threads at work, until it is closed or fails. */
public final class StreamsPipeline implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StreamsPipeline.class);
    /** Within what a container is given to stop. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final StoreMemory memory;
    private final GroupMembershipOperation membershipAtClose;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean closed;

    private StreamsPipeline(Catalog catalog, StreamsAppConfig options, StoreMemory memory) {
        StreamsConfig config = KafkaStreamsConfig.of(options, memory);
        ensureTopics(catalog, options, config);
        Topology topology = PipelineTopology.build(catalog, options.getInt(StreamsAppConfig.PARTITIONS), config);
        this.streams = new KafkaStreams(topology, config);
        this.memory = memory;
        this.membershipAtClose = membershipAtClose(options);
        streams.setUncaughtExceptionHandler(new FailurePolicy(Time.SYSTEM, ended::completeExceptionally));
        streams.setStateListener((now, before) -> logState(now));
    }

    /**
     * Creates the topics that are missing, then starts. On return every topic of the pipeline is there, but {@link #state} need not be
     * RUNNING yet.
     *
     * @param given the options of docs/streams-app.md; {@code contracts} is not looked at
     * @throws InvalidConfigException naming everything that is wrong with the options
     * @throws dev.wherry.streams.topics.UnsuitableTopicsException if topics are not as they must be
     * @throws KafkaException if the brokers cannot be reached
     */
    public static StreamsPipeline start(Catalog catalog, Map<String, String> given) {
        StreamsAppConfig options = StreamsAppConfig.of(given);
        StoreMemory memory = new StoreMemory();
        try {
            StreamsPipeline pipeline = new StreamsPipeline(catalog, options, memory);
            pipeline.streams.start();
            return pipeline;
        } catch (RuntimeException failed) {
            memory.close();
            throw failed;
        }
    }

    /** What the app is doing; RUNNING when it has all its tasks and their state. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Completes when the pipeline was closed; exceptionally with what stopped it, when it failed. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** What stopped the pipeline; empty while it runs, and after it was closed. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(ended.handle((nothing, failure) -> failure).getNow(null));
    }

    /**
     * The exact number of keys that this instance holds of a type. It reads them all: about a second for a million.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException unless {@link #state} is RUNNING
     */
    public long keys(String type) {
        ReadOnlyKeyValueStore<byte[], byte[]> latest = streams.store(
                StoreQueryParameters.fromNameAndType(NodeNames.latestStore(type), QueryableStoreTypes.keyValueStore()));
        long keys = 0;
        try (KeyValueIterator<byte[], byte[]> all = latest.all()) {
            for (; all.hasNext(); all.next()) {
                keys++;
            }
        }
        return keys;
    }

    /** All but the last, NOT_RUNNING or ERROR: that the process ends shows it, and it would come after the line that says why. */
    private static void logState(KafkaStreams.State now) {
        if (!now.hasCompletedShutdown()) {
            log.info("The streams app is {}.", now);
        }
    }

    /** Commits what is under way and stops, within ten seconds. Does nothing the second time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (streams.close(CloseOptions.timeout(STOP_TIMEOUT).withGroupMembershipOperation(membershipAtClose))) {
            memory.close();
        } else {
            log.warn(
                    "The streams app did not stop within {}; what was not committed is done again at the next start.",
                    STOP_TIMEOUT);
        }
        ended.complete(null);
    }

    private static void ensureTopics(Catalog catalog, StreamsAppConfig options, StreamsConfig config) {
        PipelineTopics topics = new PipelineTopics(
                catalog,
                options.getInt(StreamsAppConfig.PARTITIONS),
                options.getShort(StreamsAppConfig.REPLICATION_FACTOR),
                options.getInt(StreamsAppConfig.MAX_MESSAGE_BYTES));
        try (Admin admin = admin(config, options)) {
            topics.ensure(admin);
        }
    }

    /** The first of the clients: settings that no client can be made of are found here. */
    private static Admin admin(StreamsConfig config, StreamsAppConfig options) {
        try {
            return Admin.create(config.getAdminConfigs(options.getString(StreamsAppConfig.APPLICATION_ID) + "-topics"));
        } catch (KafkaException unusable) {
            throw new InvalidConfigException(List.of(FatalError.saidBy(unusable)
                    + "; check bootstrap.servers and the settings behind " + StreamsAppConfig.KAFKA_PREFIX));
        }
    }

    /** An instance with a name of its own comes back for its tasks; one without gives them to the others at once. */
    private static GroupMembershipOperation membershipAtClose(StreamsAppConfig options) {
        return options.getString(StreamsAppConfig.GROUP_INSTANCE_ID) == null
                ? GroupMembershipOperation.LEAVE_GROUP
                : GroupMembershipOperation.REMAIN_IN_GROUP;
    }
}
