package dev.wherry.pipeline;

import dev.wherry.embedded.EmbeddedServices;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.transactions.TransactionWatcher;
import dev.wherry.streams.StreamsPipeline;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three stages of a pipeline on the services of one home, embedded or given, from start to close. */
public final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    /** Longer than any transaction: those of the streams app last at most 10 s, those of the source mostly less than 1 s. */
    private static final Duration TRANSACTION_CHECK_INTERVAL = Duration.ofSeconds(30);

    private final PipelineConfig config;
    private final PipelineLocks locks;
    private final EmbeddedServices services;
    private final PipelineTarget target;
    private final StreamsPipeline streams;
    private final PipelineStatus status;
    private final KafkaExit kafkaExit;
    private final ConnectorSupervisor connectors;
    /** Empty if Kafka is given: other programs' transactions are not ours to end. */
    private final Optional<TransactionWatcher> transactions;

    Pipeline(
            PipelineConfig config,
            PipelineLocks locks,
            EmbeddedServices services,
            PipelineTarget target,
            StreamsPipeline streams,
            PipelineStatus status,
            KafkaExit kafkaExit) {
        this.config = config;
        this.locks = locks;
        this.services = services;
        this.target = target;
        this.streams = streams;
        this.status = status;
        this.kafkaExit = kafkaExit;
        kafkaExit.beforeTheEnd(this::abandon);
        connectors = new ConnectorSupervisor(services.connect());
        transactions = config.given().kafka().isPresent()
                ? Optional.empty()
                : Optional.of(new TransactionWatcher(target.kafka(), TRANSACTION_CHECK_INTERVAL));
    }

    /**
     * Starts all services and stages. Completes an interrupted rebuild first.
     *
     * @throws dev.wherry.contracts.InvalidContractsException if the contracts have faults
     * @throws dev.wherry.embedded.ServiceException if another pipeline uses the home or the inbox, a service does not start, or
     *     Connect rejects a connector
     * @throws dev.wherry.operations.services.UnreachableServiceException if a given service cannot be used
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

    /** Starts the stages after the raw topics, with the state that there is. Does not read the inbox. */
    public static Pipeline startWithoutInbox(PipelineConfig config) throws IOException {
        return new PipelineStarter(config, PipelineMode.WITHOUT_INBOX).start(target -> {});
    }

    /** The Connect worker, and the broker and the database if they are embedded. */
    public EmbeddedServices services() {
        return services;
    }

    /** Which services are given. */
    public GivenServices given() {
        return config.given();
    }

    /** The Kafka and the database that this pipeline uses, embedded or given. */
    public PipelineTarget target() {
        return target;
    }

    /** A sentence for each change of the contracts since the last start, and for each earlier one that rows do not follow. */
    public List<String> contractNotices() {
        return streams.contractNotices();
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
        transactions.ifPresent(TransactionWatcher::check);
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

    /** A sentence for each thing in the inbox or the archive that the source cannot list, read or move, or that it ignores. */
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

    /** Stops an embedded database, the only process that would outlive this one. The next run redoes the work in flight. */
    public void abandon() {
        if (config.given().database().isEmpty()) {
            services.database().stop();
        }
    }

    /** Stops all stages in the order of the data flow. Work in flight is committed or left for the next run. */
    @Override
    public void close() {
        kafkaExit.stopping();
        status.close();
        transactions.ifPresent(TransactionWatcher::close);
        try {
            services.connect().stop();
        } finally {
            try {
                streams.close();
            } finally {
                try {
                    services.close();
                } finally {
                    kafkaExit.close();
                    locks.close();
                }
                LOG.info("Stopped");
            }
        }
    }
}
