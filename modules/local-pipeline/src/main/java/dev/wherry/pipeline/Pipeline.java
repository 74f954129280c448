package dev.wherry.pipeline;

import dev.wherry.embedded.EmbeddedServices;
import dev.wherry.operations.transactions.TransactionWatcher;
import dev.wherry.streams.StreamsPipeline;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three stages of a pipeline on the embedded services of one home, from start to close. */
public final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    /** Longer than any transaction: those of the streams app last at most 10 s, those of the source mostly less than 1 s. */
    private static final Duration TRANSACTION_CHECK_INTERVAL = Duration.ofSeconds(30);

    private final EmbeddedServices services;
    private final StreamsPipeline streams;
    private final PipelineStatus status;
    private final ConnectorSupervisor connectors;
    private final TransactionWatcher transactions;

    Pipeline(EmbeddedServices services, StreamsPipeline streams, PipelineStatus status) {
        this.services = services;
        this.streams = streams;
        this.status = status;
        connectors = new ConnectorSupervisor(services.connect());
        transactions = new TransactionWatcher(
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        services.kafka().bootstrapServers()),
                TRANSACTION_CHECK_INTERVAL);
    }

    /**
     * Starts all services and stages. Completes an interrupted rebuild first.
     *
     * @throws dev.wherry.contracts.InvalidContractsException if the contracts have faults
     * @throws dev.wherry.embedded.ServiceException if a service does not start or Connect rejects a connector
     */
    public static Pipeline start(PipelineConfig config) throws IOException {
        return new PipelineStarter(config, PipelineMode.FULL).start(target -> {});
    }

    /**
     * Discards everything derived from the raw topics, and starts the stages that derive it. Does not read the inbox.
     *
     * @param inspector runs before anything is discarded
     * @throws dev.wherry.operations.rebuild.RebuildImpossibleException if another instance of the streams app is running
     */
    public static Pipeline rebuild(PipelineConfig config, StateInspector inspector) throws IOException {
        return new PipelineStarter(config, PipelineMode.REBUILD).start(inspector);
    }

    /** The embedded broker, Connect worker and database. */
    public EmbeddedServices services() {
        return services;
    }

    /**
     * Restarts failed connectors and ends hanging transactions. Call it regularly.
     *
     * @throws PipelineFailedException if a stage has failed permanently
     */
    public void supervise() {
        streams.failure().ifPresent(failure -> {
            throw new PipelineFailedException("The streams app stopped: " + failure.getMessage());
        });
        connectors.check();
        transactions.check();
    }

    /** The current progress of the pipeline. */
    public PipelineSnapshot snapshot() throws SQLException {
        return status.snapshot();
    }

    /**
     * Whether every readable file in the inbox is in the warehouse: all files are published and disposed of, the
     * warehouse's ledger accounts for every raw event, and the sink has no backlog. It also needs every connector and task to
     * run, and every sink task to have compared the contracts with the tables. Poll it: it is never true before the second
     * call, because it needs two reports of the source.
     */
    public boolean isDrained() throws SQLException {
        return status.isDrained();
    }

    /** A sentence for each thing in the inbox or the archive that the source cannot list, read or move, with its remedy. */
    public SortedSet<String> inboxProblems() {
        return status.inboxProblems();
    }

    /**
     * The sum of everything that is known at the end of a run. Counts every key and row unless the run was stopped, so it may
     * take a while.
     *
     * @throws PipelineFailedException if the streams app is not running, because its keys cannot be counted then
     */
    public RunVerdict verdict(RunEnding ending) throws SQLException {
        return status.verdict(ending);
    }

    /**
     * Reconciles raw events, outcomes, keys and rows. Exact if the pipeline is drained. Counts every key and row, so it may
     * take a while.
     *
     * @throws PipelineFailedException if the streams app is not running, because its keys cannot be counted then
     */
    public Reconciliation reconcile() throws SQLException {
        return status.reconcile();
    }

    /** Stops the database, the only process that would outlive this one. The next run redoes the work in flight. */
    public void abandon() {
        services.database().stop();
    }

    /** Stops all stages in the order of the data flow. Work in flight is committed or left for the next run. */
    @Override
    public void close() {
        status.close();
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
