package dev.wherry.sink.database;

import dev.wherry.contracts.Catalog;
import dev.wherry.sink.batch.Batch;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.QuarantineRowFormat;
import dev.wherry.sink.batch.QuarantinedRecord;
import dev.wherry.sink.batch.RejectedRow;
import dev.wherry.sink.batch.RowFormat;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final Connection connection;
    private final OffsetTable offsets;
    private final ContractDigests contracts;
    private final Map<String, TableLoader<SinkRecord>> loaders = new HashMap<>();
    private final TableLoader<QuarantinedRecord> quarantineLoader;

    WarehouseSession(Connection connection, List<RowFormat<SinkRecord>> formats, Catalog catalog) throws SQLException {
        this.connection = connection;
        this.offsets = new OffsetTable(connection);
        this.contracts = new ContractDigests(connection, catalog);
        for (RowFormat<SinkRecord> format : formats) {
            loaders.put(format.table().name(), new TableLoader<>(connection, format.table(), loaders.size()));
        }
        this.quarantineLoader = new TableLoader<>(connection, QUARANTINE.table(), loaders.size());
        connection.commit();
    }

    /**
     * For each partition, the first offset that is not in the database. Records the contracts, too: both after an assignment
     * and after a rebuild, which moves the offsets, the rows that follow are built with these contracts.
     */
    public Map<TopicPartition, Long> readOffsets(Collection<TopicPartition> partitions) throws SQLException {
        Map<TopicPartition, Long> nextOffsets = offsets.read(partitions);
        contracts.record();
        connection.commit();
        return nextOffsets;
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
        List<QuarantinedRecord> quarantined = new ArrayList<>(batch.quarantined());
        for (EncodedRows<SinkRecord> rows : batch.rows()) {
            loaders.get(rows.table().name()).load(rows).stream()
                    .map(rejected -> QuarantinedRecord.rejected(rejected.row(), rejected.reason()))
                    .forEach(quarantined::add);
        }
        List<RejectedRow<QuarantinedRecord>> lost = quarantineLoader.load(EncodedRows.of(QUARANTINE, quarantined));
        if (!lost.isEmpty()) {
            throw new IllegalStateException("the quarantine table rejected " + lost.size()
                    + " records; the table or one of its triggers has been changed: "
                    + lost.get(0).reason().code());
        }
        connection.commit();
        return true;
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
