package dev.wherry.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.bench.WrongOutcomeException;
import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Database;
import dev.wherry.bench.process.MeasuredProcess;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.report.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** The straightforward program: read, upsert and commit each event. It ignores order, duplicates and invalid events. */
final class UpsertingLoop implements AutoCloseable {
    private static final String TABLE = """
            CREATE TABLE cards (id bigint PRIMARY KEY, user_id bigint, created_by_name text, created_at timestamp,
                                updated_at timestamp, active boolean)""";
    private static final String UPSERT = """
            INSERT INTO cards VALUES (?, ?, ?, ?::timestamp, ?::timestamp, ?)
            ON CONFLICT (id) DO UPDATE SET (user_id, created_by_name, created_at, updated_at, active)
              = (EXCLUDED.user_id, EXCLUDED.created_by_name, EXCLUDED.created_at, EXCLUDED.updated_at, EXCLUDED.active)""";

    private final ObjectMapper json = new ObjectMapper();
    private final Database database;
    private final Connection connection;
    private final PreparedStatement upsert;

    private UpsertingLoop(Database database) throws SQLException {
        this.database = database;
        connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        upsert = connection.prepareStatement(UPSERT);
    }

    static UpsertingLoop start(Path directory) throws IOException, SQLException {
        return new UpsertingLoop(Database.start(directory));
    }

    Sample documents(StagedEvents staged) throws Exception {
        Meter meter = begin();
        long upserted = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(staged.path())) {
            for (Path file : files) {
                upserted += upsert(json.readTree(Files.readAllBytes(file)));
            }
        }
        return end(meter, staged, upserted);
    }

    Sample lines(StagedEvents staged) throws Exception {
        Meter meter = begin();
        long upserted = 0;
        try (BufferedReader lines = Files.newBufferedReader(staged.path())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                upserted += upsert(json.readTree(line));
            }
        }
        return end(meter, staged, upserted);
    }

    private Meter begin() throws IOException, InterruptedException {
        StagingArea.sync();
        return Meter.begin(MeasuredProcess.self(), database.processes());
    }

    private int upsert(JsonNode event) throws SQLException {
        JsonNode card = event.get("payload");
        upsert.setLong(1, card.get("id").longValue());
        upsert.setLong(2, card.get("user_id").longValue());
        upsert.setString(3, card.get("created_by_name").textValue());
        upsert.setString(4, card.get("created_at").textValue());
        upsert.setString(5, card.get("updated_at").textValue());
        upsert.setBoolean(6, card.get("active").booleanValue());
        return upsert.executeUpdate();
    }

    private static Sample end(Meter meter, StagedEvents staged, long upserted) throws IOException {
        Sample sample = meter.end(staged.events());
        WrongOutcomeException.require("events upserted", staged.events(), upserted);
        return sample;
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            database.close();
        }
    }
}
