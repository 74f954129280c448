package dev.wherry.sink;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.InvalidContractsException;
import dev.wherry.sink.batch.Batch;
import dev.wherry.sink.batch.TopicRoutes;
import dev.wherry.sink.database.FailureKind;
import dev.wherry.sink.database.FailureMessages;
import dev.wherry.sink.database.Migrations;
import dev.wherry.sink.database.WarehouseSession;
import dev.wherry.sink.database.WarehouseSessionFactory;
import dev.wherry.sink.database.WarehouseSetupException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the records of each {@link #put} in one transaction, which contains the rows and the next offsets. The database
 * alone therefore determines what has been written and where the task continues. While a batch is being written, Connect
 * polls and converts the next one; the following call takes the outcome. Between batches, rows are tried again that were
 * refused because of other rows.
 */
public final class PostgresSinkTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSinkTask.class);

    /** How long Connect may poll for more records before it calls {@link #put} for the outcome of a batch. */
    private static final long OUTCOME_POLL_MS = 5;

    private final CommittedOffsets offsets = new CommittedOffsets();
    private TopicRoutes routes;
    private WarehouseSessionFactory sessions;
    /** Null while there is no connection. */
    private WarehouseSession session;

    private BatchWriter writer;
    private FailureTranslator failures;
    private boolean overtakenReported;
    private final OffsetsCheck offsetsCheck = new OffsetsCheck();

    @Override
    public String version() {
        return Version.TEXT;
    }

    @Override
    public void start(Map<String, String> properties) {
        PostgresSinkConfig config = new PostgresSinkConfig(properties);
        Catalog catalog = catalog(config);
        routes = new TopicRoutes(catalog);
        sessions = new WarehouseSessionFactory(
                config.connections(), new Migrations(config.migrations()), catalog, new TopicRoutes(catalog));
        failures = new FailureTranslator(config.backoff(), context);
        writer = new BatchWriter(Thread.currentThread().getName() + "-writer");
    }

    private static Catalog catalog(PostgresSinkConfig config) {
        try {
            return config.catalog();
        } catch (InvalidContractsException e) {
            throw new OperatorActionRequiredException(e.getMessage());
        }
    }

    /** Rewinds the partitions. If the database is unavailable, the first {@link #put} does. */
    @Override
    public void open(Collection<TopicPartition> partitions) {
        requireRoutes(partitions);
        offsets.assign(partitions);
        try {
            inDatabase(() -> {
                awaitBatch();
                // Only the new partitions: Connect may hold records of others, and only a put can discard those that
                // were polled before the rewind.
                rewind(partitions);
            });
        } catch (RetriableException e) {
            // Rethrown, it would fail the task: Connect retries only puts.
            LOG.warn("Offsets will be read from the database later. {}", e.getMessage());
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (records.isEmpty() && writer.isWriting()) {
            context.timeout(OUTCOME_POLL_MS); // do not block here: in its poll, Connect also receives new records
            return;
        }
        Batch allRecords = Batch.of(records, routes);
        inDatabase(() -> {
            awaitBatch();
            if (session != null) {
                offsets.invalidate(offsetsCheck.moved(session, offsets.known()));
            }
            Set<TopicPartition> rewound = offsets.unknown();
            rewind(rewound);
            Batch batch = rewound.isEmpty() ? allRecords : Batch.of(CommittedOffsets.without(rewound, records), routes);
            offsets.requireNotAfter(batch.firstOffsets());
            if (!batch.isEmpty() || session.hasRetries()) {
                writer.start(session, batch, offsets.known());
                context.timeout(OUTCOME_POLL_MS);
            } else {
                context.timeout(OffsetsCheck.INTERVAL_MS);
            }
        });
    }

    /** Must not throw: Connect would rewind to its last commit. A failed batch is left to the next put. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> delivered) {
        awaitBatchUnlessFailed();
        return offsets.committable();
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        awaitBatchUnlessFailed();
        offsets.revoke(partitions);
    }

    @Override
    public void stop() {
        if (writer == null) {
            return;
        }
        try {
            inDatabase(this::awaitBatch);
        } catch (RetriableException e) {
            LOG.warn("The last batch failed; the next owner of its partitions will write it. {}", e.getMessage());
        } finally {
            writer.close();
            disconnect();
        }
    }

    private void requireRoutes(Collection<TopicPartition> partitions) {
        SortedSet<String> unknown =
                routes.unknown(partitions.stream().map(TopicPartition::topic).toList());
        if (!unknown.isEmpty()) {
            throw new OperatorActionRequiredException("No contract defines the topics " + unknown
                    + "; remove them from the connector's topics, or add a contract. The contracts define "
                    + routes.topics());
        }
    }

    /** Waits for the batch in flight, if any, and takes its outcome. */
    private void awaitBatch() throws SQLException {
        if (writer.hasBatch()) {
            writer.takeOutcome().ifPresentOrElse(offsets::update, this::yieldToOtherWriter);
        }
    }

    private void awaitBatchUnlessFailed() {
        if (writer.awaitCommit()) {
            inDatabase(this::awaitBatch);
        } else if (writer.hasBatch()) {
            context.timeout(OUTCOME_POLL_MS);
        }
    }

    /** Reads the offsets of the partitions from the database and rewinds the consumer to them. Connects if necessary. */
    private void rewind(Collection<TopicPartition> partitions) throws SQLException {
        if (session == null) {
            session = sessions.open();
        }
        if (!partitions.isEmpty()) {
            Map<TopicPartition, Long> nextOffsets = session.readOffsets(partitions);
            context.offset(nextOffsets);
            offsets.update(nextOffsets);
        }
    }

    /** Another writer has written these partitions: a successor of this task, or another sink on the same database. */
    private void yieldToOtherWriter() {
        if (!overtakenReported) {
            overtakenReported = true;
            LOG.warn("Another writer has advanced this task's partitions in wherry_offsets. Nothing is written twice;"
                    + " this task continues after it. Further occurrences are not logged.");
        }
        offsets.invalidate();
    }

    /** Runs the work. After any failure, the connection is closed and every offset is unknown. */
    private void inDatabase(DatabaseWork work) {
        boolean succeeded = false;
        try {
            work.run();
            failures.reset();
            succeeded = true;
        } catch (SQLException e) {
            throw translate(e);
        } catch (WarehouseSetupException e) {
            throw new OperatorActionRequiredException(e.getMessage());
        } finally {
            if (!succeeded) {
                disconnect();
                offsets.invalidate();
            }
        }
    }

    /** The contracts may explain a failed statement better than the server: someone has changed a table meanwhile. */
    private ConnectException translate(SQLException failure) {
        if (FailureKind.isInvalidStatement(failure)) {
            try {
                sessions.recheck();
            } catch (WarehouseSetupException difference) {
                return new OperatorActionRequiredException(difference.getMessage());
            } catch (SQLException unavailable) {
                LOG.warn("The tables cannot be compared with the contracts: {}", FailureMessages.describe(unavailable));
            }
        }
        return failures.translate(failure);
    }

    private void disconnect() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    @FunctionalInterface
    private interface DatabaseWork {
        void run() throws SQLException;
    }
}
