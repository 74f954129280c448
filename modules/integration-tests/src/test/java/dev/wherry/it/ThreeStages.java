package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.contracts.Catalog;
import dev.wherry.embedded.Directories;
import dev.wherry.embedded.EmbeddedConnect;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.streams.StreamsPipeline;
import dev.wherry.testing.docs.DocumentationPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three stages, each by itself, on a broker that is there already. Which broker, the classes below say. */
abstract class ThreeStages {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    abstract String bootstrapServers();

    @Test
    void every_event_arrives_and_neither_a_restart_of_the_streams_app_nor_a_rebuild_makes_a_difference()
            throws Exception {
        Path home = directory.resolve("home");
        Path inbox = directory.resolve("inbox");
        FileBatches lots = FileBatches.write(directory.resolve("aside"), inbox, 7, 400);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0);
                EmbeddedConnect connect = EmbeddedConnect.start(bootstrapServers(), 0);
                WarehouseTables tables = WarehouseTables.of(home)) {
            try (StreamsPipeline streams = startStreams()) {
                connect.put("wherry-files", printedConfig("file-source-connector", inbox, database));
                connect.put("wherry-warehouse", printedConfig("sink-writer", inbox, database));
                lots.dropHalf();
                Await.until(
                        PATIENCE,
                        () -> tables.eventsInLedger() == lots.dropped(),
                        () -> tables.eventsInLedger() + " of " + lots.dropped() + " events; what failed: "
                                + streams.failure() + failures(connect));
            }

            lots.dropRest();
            try (StreamsPipeline restarted = startStreams()) {
                Await.until(
                        PATIENCE,
                        () -> lots.differences(tables).isEmpty(),
                        () -> lots.differences(tables) + "; what failed: " + restarted.failure() + failures(connect));
                assertEquals(tables.count("users"), restarted.keys("user"));
                assertEquals(tables.count("cards"), restarted.keys("card"));
            }

            WherryCommand rebuild = onTheCluster("rebuild", database);
            assertEquals(0, rebuild.exitCode(), rebuild.err() + rebuild.out());
            assertEquals(0, tables.count("users") + tables.count("cards") + tables.count("quarantine"));
            Directories.delete(directory.resolve("streams"));
            try (StreamsPipeline anew = startStreams()) {
                Await.until(
                        PATIENCE,
                        () -> lots.differences(tables).isEmpty(),
                        () -> lots.differences(tables) + "; what failed: " + anew.failure() + failures(connect));
            }
            WherryCommand audit = onTheCluster("audit", database);
            assertEquals(0, audit.exitCode(), audit.err() + audit.out());
        }
        Map<String, Integer> records = RawTopics.recordsByFile(bootstrapServers(), "users", "cards");
        assertEquals(lots.dropped(), records.size());
        assertEquals(
                List.of(),
                records.entrySet().stream().filter(file -> file.getValue() != 1).toList());
    }

    /** As docs/operations.md prints it for a cluster of one's own. */
    private WherryCommand onTheCluster(String command, EmbeddedDatabase database) throws IOException {
        Path password = Files.writeString(directory.resolve("password"), EmbeddedDatabase.PASSWORD + "\n");
        return WherryCommand.run(
                command,
                "--bootstrap-servers=" + bootstrapServers(),
                "--database-url=" + database.jdbcUrl(),
                "--database-user=" + EmbeddedDatabase.USER,
                "--database-password-file=" + password,
                "--contracts=" + WherryCommand.SHIPPED_CONTRACTS);
    }

    private StreamsPipeline startStreams() {
        String stateDirectory = directory.resolve("streams").toString();
        return StreamsPipeline.start(
                Catalog.load(WherryCommand.SHIPPED_CONTRACTS),
                Map.of("bootstrap.servers", bootstrapServers(), "state.dir", stateDirectory));
    }

    /** A connector's configuration as its page prints it, but for the places. */
    private static Map<String, String> printedConfig(String connector, Path inbox, EmbeddedDatabase database)
            throws IOException {
        Map<String, String> places = Map.of(
                "/data/inbox", inbox.toString(),
                "/etc/wherry/contracts", WherryCommand.SHIPPED_CONTRACTS.toString(),
                "jdbc:postgresql://warehouse:5432/dwh", database.jdbcUrl(),
                "\"wherry\"", "\"" + EmbeddedDatabase.USER + "\"",
                "${file:/etc/wherry/secrets.properties:password}", EmbeddedDatabase.PASSWORD);
        String printed = DocumentationPage.of("docs/" + connector + ".md").block("json", "connector.class");
        return new ObjectMapper().readValue(DocumentationPage.at(places, printed), new TypeReference<>() {});
    }

    private static List<String> failures(EmbeddedConnect connect) {
        return connect.connectors().stream()
                .flatMap(name -> connect.status(name).stream())
                .flatMap(status -> status.failure().stream())
                .toList();
    }
}
