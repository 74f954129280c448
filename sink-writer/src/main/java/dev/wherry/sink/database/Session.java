package dev.wherry.sink.database;

import dev.wherry.sink.batch.Batch;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.QuarantineRows;
import dev.wherry.sink.batch.Quarantined;
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

/** One connection, and what is prepared on it. */
final class Session {
    private static final QuarantineRows QUARANTINE = new QuarantineRows();

    private final Connection connection;
    private final Offsets offsets;
    private final Map<String, TableLoader<SinkRecord>> tables = new HashMap<>();
    private final TableLoader<Quarantined> quarantine;

    Session(Connection connection, List<RowFormat<SinkRecord>> formats) throws SQLException {
        this.connection = connection;
        this.offsets = new Offsets(connection);
        for (RowFormat<SinkRecord> format : formats) {
            tables.put(format.table().name(), new TableLoader<>(connection, format.table(), tables.size()));
        }
        this.quarantine = new TableLoader<>(connection, QUARANTINE.table(), tables.size());
        connection.commit();
    }

    Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions) throws SQLException {
        Map<TopicPartition, Long> read = offsets.read(partitions);
        connection.commit();
        return read;
    }

    /** Moves the offsets first: their locks keep everybody else out of these partitions until the end. */
    boolean write(Batch batch, Map<TopicPartition, Long> from) throws SQLException {
        if (!offsets.move(from, batch.next())) {
            connection.rollback();
            return false;
        }
        List<Quarantined> quarantined = new ArrayList<>(batch.quarantined());
        for (EncodedRows<SinkRecord> load : batch.loads()) {
            tables.get(load.table().name()).load(load).stream()
                    .map(refused -> Quarantined.because(refused.row(), refused.reason()))
                    .forEach(quarantined::add);
        }
        List<RejectedRow<Quarantined>> lost = quarantine.load(EncodedRows.of(QUARANTINE, quarantined));
        if (!lost.isEmpty()) {
            throw new IllegalStateException(
                    "the quarantine itself refused " + lost.size() + " records; its table or a trigger"
                            + " of it has been changed: " + lost.get(0).reason().code());
        }
        connection.commit();
        return true;
    }

    void close() throws SQLException {
        connection.close();
    }
}
