package dev.wherry.sink.database;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.SqlIdentifiers;
import dev.wherry.sink.FakeTopics;
import dev.wherry.sink.TestDatabase;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.StateRowFormat;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.sink.SinkRecord;
import org.postgresql.PGConnection;

/** The baseline for the sink: one COPY per batch, without upsert and offsets. */
public final class PlainCopy {
    private static final int BATCH = 5_000;

    private PlainCopy() {}

    public static void run(TestDatabase database, Catalog catalog, Contract contract, List<FakeTopics.Entry> entries)
            throws SQLException {
        StateRowFormat format = new StateRowFormat(catalog, contract);
        String columns = format.table().fields().stream()
                .map(field -> SqlIdentifiers.quote(field.name()))
                .collect(Collectors.joining(", "));
        List<SinkRecord> records = FakeTopics.records(entries);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE plain AS SELECT 0 AS \"#\", " + columns + " FROM " + contract.table()
                    + " WHERE false");
            statement.execute("ALTER TABLE plain ADD PRIMARY KEY (id)");
            connection.setAutoCommit(false);
            for (int from = 0; from < records.size(); from += BATCH) {
                EncodedRows<SinkRecord> rows =
                        EncodedRows.of(format, records.subList(from, Math.min(records.size(), from + BATCH)));
                rows.copy(
                        connection.unwrap(PGConnection.class),
                        "COPY plain (\"#\", " + columns + ") FROM STDIN (FORMAT binary)",
                        0,
                        rows.size());
                connection.commit();
            }
        }
    }
}
