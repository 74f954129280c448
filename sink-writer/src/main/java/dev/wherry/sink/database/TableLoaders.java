package dev.wherry.sink.database;

import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** The loaders of a connection: one for the rows that are written to a table, and one for those that are deleted from it. */
final class TableLoaders {
    private final Map<String, TableLoader<SinkRecord>> writers = new HashMap<>();
    private final Map<String, TableLoader<SinkRecord>> deleters = new HashMap<>();

    private final TableConstraints constraints;

    TableLoaders(Connection connection, Collection<TargetTable> tables, TableConstraints constraints)
            throws SQLException {
        this.constraints = constraints;
        for (TargetTable table : tables) {
            (table.isDeletion() ? deleters : writers)
                    .put(table.name(), new TableLoader<>(connection, table, size(), constraints));
        }
    }

    /** The number of loaders, which is the number of the next one. */
    int size() {
        return writers.size() + deleters.size();
    }

    TableLoader<SinkRecord> of(EncodedRows<SinkRecord> rows) {
        return (rows.table().isDeletion() ? deleters : writers).get(rows.table().name());
    }

    /** The loader of the rows that are written to the table. */
    TableLoader<SinkRecord> writer(String table) {
        return writers.get(table);
    }

    /**
     * The order in which a batch is loaded, so that as few rows as possible are refused. Deletions come first, because they
     * release unique values, and children are deleted before their parents. Then parents are written before their children.
     * The order is the same in every task, so that two tasks never lock rows in opposite orders.
     */
    List<EncodedRows<SinkRecord>> inLoadingOrder(List<EncodedRows<SinkRecord>> tables) {
        Comparator<EncodedRows<SinkRecord>> parentsFirst =
                Comparator.comparing(rows -> rows.table().name(), constraints.writingOrder());
        List<EncodedRows<SinkRecord>> ordered = new ArrayList<>();
        tables.stream()
                .filter(rows -> rows.table().isDeletion())
                .sorted(parentsFirst.reversed())
                .forEach(ordered::add);
        tables.stream()
                .filter(rows -> !rows.table().isDeletion())
                .sorted(parentsFirst)
                .forEach(ordered::add);
        return ordered;
    }
}
