package dev.wherry.sink.database;

import dev.wherry.contracts.warehouse.OrderDependentRejections;
import dev.wherry.sink.batch.Batch;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.QuarantineRowFormat;
import dev.wherry.sink.batch.QuarantinedRecord;
import dev.wherry.sink.batch.RecordHeaders;
import dev.wherry.sink.batch.RejectedRow;
import dev.wherry.sink.batch.RowFormat;
import dev.wherry.sink.batch.TargetTable;
import dev.wherry.sink.batch.TopicRoutes;
import dev.wherry.wire.Headers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the warehouse, with its prepared statements and temporary tables. For one thread at a time. After
 * any exception the session must be closed.
 */
public final class WarehouseSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WarehouseSession.class);
    private static final QuarantineRowFormat QUARANTINE = new QuarantineRowFormat();
    private static final int FILES_IN_LOG = 5;

    private final Connection connection;
    private final OffsetTable offsets;
    private final TableLoaders loaders;
    private final TableLoader<QuarantinedRecord> quarantineLoader;
    private final OpenRejections openRejections;
    private final QuarantineRetry retry;
    private final RetrySchedule retries = new RetrySchedule();
    private final SortedSet<String> rowTopics;
    private final SortedSet<String> stateTopics;
    private final OutcomeCorrections corrections;
    /** Whether rows may have to be tried again. Known from the constraints, or because rows were refused. */
    private boolean orderMatters;

    /**
     * @param routes not used by another thread
     */
    WarehouseSession(Connection connection, TopicRoutes routes) throws SQLException {
        this.connection = connection;
        this.offsets = new OffsetTable(connection);
        List<TargetTable> tables =
                routes.formats().stream().map(RowFormat::table).toList();
        TableConstraints constraints = TableConstraints.read(
                connection, tables.stream().filter(table -> !table.isDeletion()).toList());
        this.loaders = new TableLoaders(connection, tables, constraints);
        this.quarantineLoader = new TableLoader<>(connection, QUARANTINE.table(), loaders.size(), constraints);
        this.openRejections = new OpenRejections(connection);
        this.corrections = new OutcomeCorrections(connection);
        this.retry = new QuarantineRetry(connection, routes, constraints, loaders, corrections);
        this.rowTopics = routes.rowTopics();
        this.stateTopics = routes.stateTopics();
        this.orderMatters = constraints.orderMatters();
        connection.commit();
    }

    /** For each partition, the first offset that is not in the database. */
    public Map<TopicPartition, Long> readOffsets(Collection<TopicPartition> partitions) throws SQLException {
        Map<TopicPartition, Long> nextOffsets = offsets.read(partitions);
        openRejections.read(partitions.stream()
                .filter(partition -> stateTopics.contains(partition.topic()))
                .toList());
        connection.commit();
        return nextOffsets;
    }

    /** The partitions whose offsets somebody else has moved, or whose rows are gone. */
    public Set<TopicPartition> movedOffsets(Map<TopicPartition, Long> expectedOffsets) throws SQLException {
        Set<TopicPartition> moved = offsets.moved(expectedOffsets);
        connection.commit();
        return moved;
    }

    /**
     * Writes the batch and its offsets in one transaction. The offsets come first: their row locks keep all other
     * writers out of these partitions until the commit.
     *
     * @param expectedOffsets the offsets that the database should contain
     * @return false if it contains others, because another writer has written these partitions; nothing is written then
     */
    public boolean write(Batch batch, Map<TopicPartition, Long> expectedOffsets) throws SQLException {
        if (!offsets.advance(expectedOffsets, batch.nextOffsets())) {
            connection.rollback();
            return false;
        }
        List<EncodedRows<SinkRecord>> tables = loaders.inLoadingOrder(batch.rows());
        openRejections.lock(tables);
        List<QuarantinedRecord> quarantined = new ArrayList<>(batch.quarantined());
        for (EncodedRows<SinkRecord> rows : tables) {
            load(rows)
                    .forEach(
                            rejected -> quarantined.add(QuarantinedRecord.rejected(rejected.row(), rejected.reason())));
        }
        List<RejectedRow<QuarantinedRecord>> lost =
                quarantineLoader.load(EncodedRows.of(QUARANTINE, quarantined)).rejected();
        if (!lost.isEmpty()) {
            throw new IllegalStateException("the quarantine table rejected " + lost.size()
                    + " records; the table or one of its triggers has been changed: "
                    + lost.get(0).reason().message());
        }
        corrections.write();
        connection.commit();
        openRejections.add(quarantined);
        if (orderMatters && batch.nextOffsets().keySet().stream().anyMatch(each -> rowTopics.contains(each.topic()))) {
            retries.changed();
        }
        return true;
    }

    /** Whether {@link #retry} has something to do. */
    public boolean hasRetries() {
        return retries.isDue();
    }

    /**
     * Tries some of the rows again that were refused because of other rows.
     *
     * @param idle whether nothing else waits to be written
     */
    public void retry(boolean idle) throws SQLException {
        if (retries.isDueNow(idle)) {
            long start = System.nanoTime();
            QuarantineRetry.Result result =
                    retry.run(rowTopics, OrderDependentRejections.CONDITION, retries.passStart(), false);
            retries.tried(result, System.nanoTime() - start);
            orderMatters |= result.tried() > 0;
            if (result.resolved() > 0) {
                LOG.info(
                        "{} of {} rows that had been refused are in their tables now",
                        result.resolved(),
                        result.tried());
            }
        }
    }

    /** Tries all open rows of the topics again, whatever the reason of their refusal, until no more get in. */
    long retryAll(Collection<String> topics) throws SQLException {
        long resolved = 0;
        long before;
        do {
            before = resolved;
            Optional<OffsetDateTime> passStart = Optional.empty();
            QuarantineRetry.Result result;
            do {
                result = retry.run(topics, QuarantineTable.ALL, passStart, true);
                passStart = passStart.isPresent() ? passStart : result.readAt();
                resolved += result.resolved();
            } while (!result.complete());
        } while (resolved > before);
        return resolved;
    }

    private List<RejectedRow<SinkRecord>> load(EncodedRows<SinkRecord> rows) throws SQLException {
        LoadResult<SinkRecord> loaded = loaders.of(rows).load(rows);
        corrections.add(loaded);
        List<RejectedRow<SinkRecord>> rejected = loaded.rejected();
        if (!rows.table().isEventTable()) {
            Set<SinkRecord> refused = Collections.newSetFromMap(new IdentityHashMap<>());
            rejected.forEach(each -> refused.add(each.row()));
            openRejections.resolve(rows.rows(), refused);
        }
        orderMatters |= rejected.stream().anyMatch(each -> RejectionReason.dependsOnOtherRows(each.reason()));
        reportDropped(
                rows.table(),
                rejected.stream()
                        .filter(each -> each.reason().code().equals(RejectionReason.DROPPED))
                        .map(RejectedRow::row)
                        .toList());
        return rejected;
    }

    private static void reportDropped(TargetTable table, List<SinkRecord> dropped) {
        if (!dropped.isEmpty()) {
            List<String> files = dropped.stream()
                    .map(record -> RecordHeaders.text(record, Headers.FILE))
                    .distinct()
                    .toList();
            LOG.warn(
                    "{} {} by a trigger of table {} and quarantined. Files: {}{}",
                    dropped.size() == 1 ? "1 row was" : dropped.size() + " rows were",
                    table.isDeletion() ? "kept" : "dropped",
                    table.name(),
                    String.join(", ", files.subList(0, Math.min(files.size(), FILES_IN_LOG))),
                    files.size() > FILES_IN_LOG ? " and " + (files.size() - FILES_IN_LOG) + " more" : "");
        }
    }

    /** Closes the connection, whatever its state. An open transaction is rolled back. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("Cannot close a broken connection: {}", FailureMessages.describe(e));
        }
    }
}
