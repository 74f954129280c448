package dev.wherry.pipeline;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.embedded.Directories;
import dev.wherry.embedded.EmbeddedConnect;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.EmbeddedServices;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.operations.rebuild.PipelineReset;
import dev.wherry.operations.rebuild.RebuildMarker;
import dev.wherry.operations.topics.LogOffsets;
import dev.wherry.operations.transactions.TransactionWatcher;
import dev.wherry.streams.StreamsPipeline;
import dev.wherry.wire.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three stages on the embedded services of one home, from start to close. */
public final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    /** Longer than transactions last: those of the streams app 10 s at most, of the source mostly less than one. */
    private static final Duration BETWEEN_TRANSACTION_CHECKS = Duration.ofSeconds(30);

    private final PipelineConfig config;
    private final Extent extent;
    private final Catalog catalog;
    private final EmbeddedServices services;
    private final StreamsPipeline streams;
    private final LogOffsets logOffsets;
    private final RawEventCounter rawEvents;
    private final SinkBacklog sinkBacklog;
    private final WarehouseQueries warehouse;
    private final SourceTaskMetrics source = new SourceTaskMetrics(ConnectorConfigs.SOURCE);
    private final ConnectorSupervisor supervisor;
    private final TransactionWatcher transactions;
    private long allFilesTakenAt;
    private boolean allFilesTaken;

    private Pipeline(
            PipelineConfig config, Extent extent, Catalog catalog, EmbeddedServices services, StreamsPipeline streams) {
        this.config = config;
        this.extent = extent;
        this.catalog = catalog;
        this.services = services;
        this.streams = streams;
        String bootstrapServers = services.kafka().bootstrapServers();
        Map<String, String> kafka = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        logOffsets = new LogOffsets(kafka);
        transactions = new TransactionWatcher(kafka, BETWEEN_TRANSACTION_CHECKS);
        rawEvents = new RawEventCounter(bootstrapServers, logOffsets, catalog.feeds());
        sinkBacklog = new SinkBacklog(bootstrapServers, logOffsets, ConnectorConfigs.sinkTopics(catalog));
        warehouse =
                new WarehouseQueries(services.database().jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
        supervisor = new ConnectorSupervisor(services.connect());
    }

    /**
     * Starts everything, and returns when events flow.
     *
     * @throws dev.wherry.contracts.InvalidContractsException if the contracts have faults
     * @throws dev.wherry.embedded.ServiceException if a service does not start or a connector refuses
     */
    public static Pipeline start(PipelineConfig config) throws IOException {
        return start(config, Extent.ALL, nothing -> {});
    }

    /**
     * Starts what comes after the raw topics, and takes back first what has been made of them. The inbox is left alone.
     *
     * @param before looks at what there is before anything is taken back
     * @throws dev.wherry.operations.rebuild.RebuildImpossibleException if another instance of the streams app runs
     */
    public static Pipeline rebuild(PipelineConfig config, Look before) throws IOException {
        return start(config, Extent.REBUILD, before);
    }

    /** A look at services that run. */
    @FunctionalInterface
    public interface Look {
        void at(PipelineTarget services) throws SQLException;
    }

    /** What of the pipeline is run. */
    private enum Extent {
        ALL(EmbeddedConnect.DEFAULT_NAME),
        /** On a worker of its own, because the usual one starts the source as soon as it is up. */
        REBUILD("rebuild");

        private final String worker;

        Extent(String worker) {
            this.worker = worker;
        }
    }

    private static Pipeline start(PipelineConfig config, Extent extent, Look before) throws IOException {
        Catalog catalog = Catalog.load(config.contracts());
        Home home = new Home(config.home());
        EmbeddedServices services = EmbeddedServices.start(home.root(), config.ports(), extent.worker);
        StreamsPipeline streams = null;
        try {
            takeBack(home, catalog, services, extent, before);
            Files.createDirectories(home.streams());
            // before the connectors, because it makes the topics
            streams = StreamsPipeline.start(
                    catalog, EmbeddedStreamsConfig.embedded(services.kafka().bootstrapServers(), home.streams()));
            services.connect()
                    .put(
                            ConnectorConfigs.SINK,
                            ConnectorConfigs.sink(
                                    catalog,
                                    config.contracts().toAbsolutePath().toString(),
                                    services.database().jdbcUrl(),
                                    EmbeddedDatabase.USER,
                                    EmbeddedDatabase.PASSWORD,
                                    config.connectors()));
            if (extent == Extent.ALL) {
                putSource(services, catalog, home, config);
            }
            LOG.info(
                    "Started on {}: Kafka {}, PostgreSQL {}, Connect {}",
                    home.root(),
                    services.kafka().bootstrapServers(),
                    services.database().jdbcUrl(),
                    services.connect().rest());
            return new Pipeline(config, extent, catalog, services, streams);
        } catch (IOException | RuntimeException failure) {
            if (streams != null) {
                streams.close();
            }
            services.close();
            throw failure;
        }
    }

    private static void putSource(EmbeddedServices services, Catalog catalog, Home home, PipelineConfig config)
            throws IOException {
        Path inbox = config.inbox().toAbsolutePath().normalize();
        Path archive = config.archive() == null
                ? home.archive()
                : config.archive().toAbsolutePath().normalize();
        Files.createDirectories(inbox);
        services.connect()
                .put(
                        ConnectorConfigs.SOURCE,
                        ConnectorConfigs.source(catalog, inbox.toString(), archive.toString(), config.connectors()));
    }

    /** Whoever starts next makes good what a rebuild that was killed has begun to take back. */
    private static void takeBack(Home home, Catalog catalog, EmbeddedServices services, Extent extent, Look before)
            throws IOException {
        RebuildMarker rebuilding = new RebuildMarker(home.rebuilding());
        try {
            if (extent == Extent.REBUILD) {
                before.at(HomeTarget.of(services));
                rebuilding.set();
            }
            if (!rebuilding.isSet()) {
                return;
            }
            new PipelineReset(HomeTarget.of(services), catalog, EmbeddedStreamsConfig.APPLICATION_ID)
                    .run(step -> LOG.info("Rebuilding: {}", step));
        } catch (SQLException failure) {
            throw new PipelineFailedException("The tables cannot be taken back: " + failure.getMessage());
        }
        Directories.delete(home.streams());
        rebuilding.clear();
    }

    /** The broker, the worker and the database under it all. */
    public EmbeddedServices services() {
        return services;
    }

    /**
     * Restarts what has failed and can go on.
     *
     * @throws PipelineFailedException if something has failed for good
     */
    public void supervise() {
        streams.failure().ifPresent(failure -> {
            throw new PipelineFailedException("The streams app stopped: " + failure.getMessage());
        });
        supervisor.check();
        transactions.check();
    }

    /** Where the pipeline stands now. */
    public PipelineSnapshot snapshot() throws SQLException {
        Map<String, Reconciliation.Feed> feeds = feeds();
        long rows = 0;
        for (Contract contract : catalog.contracts()) {
            rows += warehouse.rows(contract);
        }
        return new PipelineSnapshot(source.documents(), source.filesPending(), feeds, rows);
    }

    private Map<String, Reconciliation.Feed> feeds() throws SQLException {
        // the ledger first, so that it does not seem to account for what came in after the count
        Map<String, Map<Outcome, Long>> ledger = warehouse.ledger();
        return Reconciliation.Feed.of(rawEvents.counts(), ledger);
    }

    /**
     * Whether every file that lies in the inbox and can be read is in the warehouse: all files are taken and handed over,
     * every raw event is in the warehouse's ledger, and nothing is left for the sink. Ask it again and again; it needs two answers of
     * the source.
     */
    public boolean isDrained() throws SQLException {
        boolean taken = streamsRun() && sourceHasTakenAll();
        if (!taken || !allFilesTaken) {
            allFilesTaken = taken;
            allFilesTakenAt = System.nanoTime();
            return false;
        }
        // The ledger record that accounts for an event is committed with the event's state record or after it.
        return rawEvents.hasCaughtUpSince(allFilesTakenAt)
                && feeds().values().stream().allMatch(Reconciliation.Feed::balances)
                && sinkBacklog.isEmpty(warehouse.sinkOffsets());
    }

    private boolean sourceHasTakenAll() {
        return extent == Extent.REBUILD
                || (source.scans(config.connectors().sourceTasks()) > 0 && source.filesPending() == 0);
    }

    /** How many files lie in the inbox that cannot be read. */
    public long unreadableFiles() {
        return source.filesUnreadable();
    }

    private boolean streamsRun() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /**
     * The books as they stand; exact when the pipeline is drained. Counts every key and row, so it takes a while.
     *
     * @throws PipelineFailedException if the streams app does not run, whose keys can then not be counted
     */
    public Reconciliation books() throws SQLException {
        if (!streamsRun()) {
            throw new PipelineFailedException("The keys cannot be counted: the streams app is " + streams.state());
        }
        Map<String, Reconciliation.Feed> feeds = feeds();
        Map<String, Reconciliation.Type> types = new HashMap<>();
        for (Contract contract : catalog.contracts()) {
            types.put(
                    contract.type(),
                    new Reconciliation.Type(
                            contract.table(),
                            streams.keys(contract.type()),
                            warehouse.rows(contract),
                            warehouse.refused(contract)));
        }
        return new Reconciliation(feeds, types);
    }

    /** Ends what would outlive this process. What was under way is done again by the next run. */
    public void abandon() {
        services.database().stop();
    }

    /** Stops everything, in the order of the data's way; what is under way is committed or left for the next run. */
    @Override
    public void close() {
        warehouse.close();
        sinkBacklog.close();
        rawEvents.close();
        logOffsets.close();
        transactions.close();
        try {
            services.connect().stop();
        } finally {
            try {
                streams.close();
            } finally {
                services.close();
                LOG.info("Stopped");
            }
        }
    }
}
