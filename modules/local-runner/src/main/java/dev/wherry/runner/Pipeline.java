package dev.wherry.runner;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.embedded.Directories;
import dev.wherry.embedded.EmbeddedConnect;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.EmbeddedServices;
import dev.wherry.embedded.ServicePorts;
import dev.wherry.embedded.transactions.TransactionWatch;
import dev.wherry.runner.audit.AuditTarget;
import dev.wherry.runner.rebuild.Marker;
import dev.wherry.runner.rebuild.Reset;
import dev.wherry.runner.topics.LogOffsets;
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

    private final PipelineOptions options;
    private final Extent extent;
    private final Catalog catalog;
    private final EmbeddedServices services;
    private final StreamsPipeline streams;
    private final LogOffsets logOffsets;
    private final RawCounter rawEvents;
    private final SinkBacklog sinkBacklog;
    private final Warehouse warehouse;
    private final SourceMetrics source = new SourceMetrics(ConnectorConfigs.SOURCE);
    private final Supervisor supervisor;
    private final TransactionWatch transactions;
    private long allFilesTakenAt;
    private boolean allFilesTaken;

    private Pipeline(
            PipelineOptions options,
            Extent extent,
            Catalog catalog,
            EmbeddedServices services,
            StreamsPipeline streams) {
        this.options = options;
        this.extent = extent;
        this.catalog = catalog;
        this.services = services;
        this.streams = streams;
        String bootstrapServers = services.kafka().bootstrapServers();
        Map<String, String> kafka = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        logOffsets = new LogOffsets(kafka);
        transactions = new TransactionWatch(kafka, BETWEEN_TRANSACTION_CHECKS);
        rawEvents = new RawCounter(bootstrapServers, logOffsets, catalog.feeds());
        sinkBacklog = new SinkBacklog(bootstrapServers, logOffsets, ConnectorConfigs.sinkTopics(catalog));
        warehouse = new Warehouse(services.database().jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
        supervisor = new Supervisor(services.connect());
    }

    /**
     * Starts everything, and returns when events flow.
     *
     * @throws dev.wherry.contracts.InvalidContractsException if the contracts have faults
     * @throws dev.wherry.embedded.ServiceException if a service does not start or a connector refuses
     */
    public static Pipeline start(PipelineOptions options) throws IOException {
        return start(options, Extent.ALL, nothing -> {});
    }

    /**
     * Starts what comes after the raw topics, and takes back first what has been made of them. The inbox is left alone.
     *
     * @param before looks at what there is before anything is taken back
     * @throws dev.wherry.runner.rebuild.RebuildImpossibleException if another instance of the streams app runs
     */
    static Pipeline rebuild(PipelineOptions options, Look before) throws IOException {
        return start(options, Extent.REBUILD, before);
    }

    /** A look at services that run. */
    @FunctionalInterface
    interface Look {
        void at(AuditTarget services) throws SQLException;
    }

    /** What of the pipeline is run. */
    private enum Extent {
        ALL(EmbeddedConnect.NAME),
        /** On a worker of its own, because the usual one starts the source as soon as it is up. */
        REBUILD("rebuild");

        private final String worker;

        Extent(String worker) {
            this.worker = worker;
        }
    }

    private static Pipeline start(PipelineOptions options, Extent extent, Look before) throws IOException {
        Catalog catalog = Catalog.load(options.contracts.directory);
        Home home = new Home(options.home);
        EmbeddedServices services = EmbeddedServices.start(
                home.root(),
                new ServicePorts(options.kafkaPort, options.connectPort, options.postgresPort),
                extent.worker);
        StreamsPipeline streams = null;
        try {
            takeBack(home, catalog, services, extent, before);
            Files.createDirectories(home.streams());
            // before the connectors, because it makes the topics
            streams = StreamsPipeline.start(
                    catalog, StreamsConfigs.embedded(services.kafka().bootstrapServers(), home.streams()));
            services.connect()
                    .put(
                            ConnectorConfigs.SINK,
                            ConnectorConfigs.sink(
                                    catalog,
                                    options.contracts.directory.toAbsolutePath().toString(),
                                    services.database().jdbcUrl(),
                                    EmbeddedDatabase.USER,
                                    EmbeddedDatabase.PASSWORD,
                                    options.connectors));
            if (extent == Extent.ALL) {
                putSource(services, catalog, home, options);
            }
            LOG.info(
                    "Started on {}: Kafka {}, PostgreSQL {}, Connect {}",
                    home.root(),
                    services.kafka().bootstrapServers(),
                    services.database().jdbcUrl(),
                    services.connect().rest());
            return new Pipeline(options, extent, catalog, services, streams);
        } catch (IOException | RuntimeException failure) {
            if (streams != null) {
                streams.close();
            }
            services.close();
            throw failure;
        }
    }

    private static void putSource(EmbeddedServices services, Catalog catalog, Home home, PipelineOptions options)
            throws IOException {
        Path inbox = options.inbox.toAbsolutePath().normalize();
        Path archive = options.archive == null
                ? home.archive()
                : options.archive.toAbsolutePath().normalize();
        Files.createDirectories(inbox);
        services.connect()
                .put(
                        ConnectorConfigs.SOURCE,
                        ConnectorConfigs.source(catalog, inbox.toString(), archive.toString(), options.connectors));
    }

    /** Whoever starts next makes good what a rebuild that was killed has begun to take back. */
    private static void takeBack(Home home, Catalog catalog, EmbeddedServices services, Extent extent, Look before)
            throws IOException {
        Marker rebuilding = new Marker(home.rebuilding());
        try {
            if (extent == Extent.REBUILD) {
                before.at(AuditTarget.of(services));
                rebuilding.set();
            }
            if (!rebuilding.isSet()) {
                return;
            }
            new Reset(AuditTarget.of(services), catalog, StreamsConfigs.APPLICATION_ID)
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
    public Snapshot snapshot() throws SQLException {
        Map<String, Books.Feed> feeds = feeds();
        long rows = 0;
        for (Contract contract : catalog.contracts()) {
            rows += warehouse.rows(contract);
        }
        return new Snapshot(source.documents(), source.filesPending(), feeds, rows);
    }

    private Map<String, Books.Feed> feeds() throws SQLException {
        // the ledger first, so that it does not seem to account for what came in after the count
        Map<String, Map<Outcome, Long>> ledger = warehouse.ledger();
        return Books.Feed.of(rawEvents.counts(), ledger);
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
                && feeds().values().stream().allMatch(Books.Feed::balances)
                && sinkBacklog.isEmpty(warehouse.sinkOffsets());
    }

    private boolean sourceHasTakenAll() {
        return extent == Extent.REBUILD
                || (source.scans(options.connectors.sourceTasks) > 0 && source.filesPending() == 0);
    }

    /** How many files lie in the inbox that cannot be read. */
    long unreadableFiles() {
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
    public Books books() throws SQLException {
        if (!streamsRun()) {
            throw new PipelineFailedException("The keys cannot be counted: the streams app is " + streams.state());
        }
        Map<String, Books.Feed> feeds = feeds();
        Map<String, Books.Type> types = new HashMap<>();
        for (Contract contract : catalog.contracts()) {
            types.put(
                    contract.type(),
                    new Books.Type(
                            contract.table(),
                            streams.keys(contract.type()),
                            warehouse.rows(contract),
                            warehouse.refused(contract)));
        }
        return new Books(feeds, types);
    }

    /** Ends what would outlive this process. What was under way is done again by the next run. */
    void abandon() {
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
