package dev.wherry.bench.formats;

import dev.wherry.bench.WrongOutcomeException;
import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Database;
import dev.wherry.bench.process.MeasuredProcess;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.report.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.postgresql.PGConnection;

/** The other ways from a CSV file to a table: a straightforward program, and PostgreSQL itself. */
final class CsvLoader implements AutoCloseable {
    private static final String COLUMNS = """
            (event_id uuid, event_at timestamp, id bigint, user_id bigint, updated_at timestamp, created_at timestamp,
             active boolean, created_by_name text, PRIMARY KEY (%s))""";
    private static final String UPSERT = """
            INSERT INTO cards VALUES (?::uuid, ?::timestamp, ?::bigint, ?::bigint, ?::timestamp, ?::timestamp, ?::boolean, ?)
            ON CONFLICT (id) DO UPDATE SET (event_id, event_at, user_id, updated_at, created_at, active, created_by_name)
              = (EXCLUDED.event_id, EXCLUDED.event_at, EXCLUDED.user_id, EXCLUDED.updated_at, EXCLUDED.created_at,
                 EXCLUDED.active, EXCLUDED.created_by_name)""";
    private static final int BATCH = 1000;

    private final Database database;
    private final Connection connection;

    private CsvLoader(Database database) throws SQLException {
        this.database = database;
        this.connection = database.connect();
        execute("CREATE TABLE cards " + COLUMNS.formatted("id"));
        execute("CREATE TABLE all_cards " + COLUMNS.formatted("event_id"));
    }

    static CsvLoader start(Database database) throws SQLException {
        return new CsvLoader(database);
    }

    /** Ignores order, duplicates and invalid rows. */
    Sample upsert(StagedEvents staged) throws Exception {
        Meter meter = begin();
        long upserted = 0;
        connection.setAutoCommit(false);
        try (BufferedReader lines = Files.newBufferedReader(staged.path());
                PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            lines.readLine();
            int batch = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",");
                for (int i = 0; i < cells.length; i++) {
                    upsert.setString(i + 1, cells[i]);
                }
                upsert.addBatch();
                if (++batch == BATCH) {
                    upserted += commit(upsert);
                    batch = 0;
                }
            }
            upserted += commit(upsert);
        } finally {
            connection.setAutoCommit(true);
        }
        Sample sample = meter.end(staged.events());
        WrongOutcomeException.require("rows upserted", staged.events(), upserted);
        return sample;
    }

    private int commit(PreparedStatement upsert) throws SQLException {
        int[] counts = upsert.executeBatch();
        connection.commit();
        return Arrays.stream(counts).sum();
    }

    Sample copy(StagedEvents staged) throws Exception {
        execute("TRUNCATE all_cards");
        Meter meter = begin();
        long copied;
        try (InputStream file = Files.newInputStream(staged.path())) {
            copied = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY all_cards FROM STDIN (FORMAT csv, HEADER)", file, 1 << 16);
        }
        Sample sample = meter.end(staged.events());
        WrongOutcomeException.require("rows copied", staged.events(), copied);
        return sample;
    }

    private Meter begin() throws IOException, InterruptedException {
        StagingArea.sync();
        return Meter.begin(MeasuredProcess.self(), database.processes());
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
