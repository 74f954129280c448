package dev.wherry.bench.sink;

import dev.wherry.bench.process.Database;
import dev.wherry.bench.process.MeasuredProcess;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.report.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The limit of a single database connection: binary COPY of the rows in the shipped tables, encoded by PostgreSQL
 * itself, into empty tables of the same structure. Each batch is committed separately; nothing is parsed, compared or
 * recorded.
 */
final class PlainCopy {
    static final String PREFIX = "plain_";

    private final Database database;
    private final SinkTables tables;

    private record Batch(String table, byte[] rows) {}

    PlainCopy(Database database, SinkTables tables) {
        this.database = database;
        this.tables = tables;
    }

    /** @param batchRows approximate rows per batch; rows are distributed by the hash of their keys */
    Sample sample(StateGenerator states, int batchRows) throws SQLException, IOException {
        tables.truncate(PREFIX);
        List<Batch> batches = new ArrayList<>();
        batches.addAll(batches("cards", Math.max(1, states.cards() / batchRows)));
        batches.addAll(batches("users", Math.max(1, states.users() / batchRows)));
        tables.vacuum();
        Sample sample;
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            Meter meter = Meter.begin(MeasuredProcess.self(), database.processes());
            for (Batch batch : batches) {
                copies.copyIn(
                        "COPY " + PREFIX + batch.table() + " FROM STDIN (FORMAT binary)",
                        new ByteArrayInputStream(batch.rows()),
                        1 << 16);
                connection.commit();
            }
            sample = meter.end(states.records());
        }
        tables.requireRows(PREFIX, states);
        return sample;
    }

    private List<Batch> batches(String table, int count) throws SQLException, IOException {
        CopyManager copies = tables.connection().unwrap(PGConnection.class).getCopyAPI();
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteArrayOutputStream rows = new ByteArrayOutputStream();
            copies.copyOut(
                    "COPY (SELECT * FROM " + table + " WHERE (hashint8(id) & 2147483647) % " + count + " = " + i
                            + ") TO STDOUT (FORMAT binary)",
                    rows);
            batches.add(new Batch(table, rows.toByteArray()));
        }
        return batches;
    }
}
