package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** Runs the three stages separately on an existing broker, which subclasses start. */
abstract class ThreeStages {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    abstract String bootstrapServers();

    @Test
    void everyEventArrivesDespiteARestartOfTheStreamsAppAndARebuild() throws Exception {
        Path home = directory.resolve("home");
        Path inbox = directory.resolve("inbox");
        FileBatches batches = FileBatches.write(directory.resolve("aside"), inbox, 7, 400);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0);
                EmbeddedConnect connect = EmbeddedConnect.start(bootstrapServers(), 0);
                WarehouseTables tables = WarehouseTables.of(home)) {
            try (StreamsPipeline streams = startStreams()) {
                connect.put("wherry-files", documentedConfig("file-source-connector", inbox, database));
                connect.put("wherry-warehouse", documentedConfig("sink-writer", inbox, database));
                batches.dropHalf();
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(tables.eventsInLedger())
                        .as(() -> "events in the ledger; failures: " + streams.failure() + failures(connect))
                        .isEqualTo(batches.dropped()));
            }

            batches.dropRest();
            try (StreamsPipeline restarted = startStreams()) {
                awaitNoDifferences(batches, tables, restarted, connect);
                assertThat(restarted.keys("user")).isEqualTo(tables.count("users"));
                assertThat(restarted.keys("card")).isEqualTo(tables.count("cards"));
            }

            WherryCommand rebuild = onTheCluster("rebuild", database);
            assertThat(rebuild.exitCode()).as(rebuild.err() + rebuild.out()).isZero();
            assertThat(tables.count("users") + tables.count("cards") + tables.count("quarantine"))
                    .isZero();
            Directories.delete(directory.resolve("streams"));
            try (StreamsPipeline rebuilding = startStreams()) {
                awaitNoDifferences(batches, tables, rebuilding, connect);
            }
            WherryCommand audit = onTheCluster("audit", database);
            assertThat(audit.exitCode()).as(audit.err() + audit.out()).isZero();
        }
        Map<String, Integer> records = RawTopics.recordsByFile(bootstrapServers(), "users", "cards");
        assertThat(records.size()).isEqualTo(batches.dropped());
        assertThat(records.entrySet().stream()
                        .filter(file -> file.getValue() != 1)
                        .toList())
                .isEmpty();
    }

    private static void awaitNoDifferences(
            FileBatches batches, WarehouseTables tables, StreamsPipeline streams, EmbeddedConnect connect) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(batches.differences(tables))
                .as(() -> "failures: " + streams.failure() + failures(connect))
                .isEmpty());
    }

    /** Runs a command with the options that docs/operating.md shows for an existing cluster. */
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

    /** The configuration on a connector's page, with the paths and addresses of this machine. */
    private static Map<String, String> documentedConfig(String connector, Path inbox, EmbeddedDatabase database)
            throws IOException {
        Map<String, String> places = Map.of(
                "/data/inbox", inbox.toString(),
                "/etc/wherry/contracts", WherryCommand.SHIPPED_CONTRACTS.toString(),
                "jdbc:postgresql://warehouse:5432/dwh", database.jdbcUrl(),
                "\"wherry\"", "\"" + EmbeddedDatabase.USER + "\"",
                "${file:/etc/wherry/secrets.properties:password}", EmbeddedDatabase.PASSWORD);
        String documented = DocumentationPage.of("docs/" + connector + ".md").block("json", "connector.class");
        return new ObjectMapper().readValue(DocumentationPage.at(places, documented), new TypeReference<>() {});
    }

    private static List<String> failures(EmbeddedConnect connect) {
        return connect.connectors().stream()
                .flatMap(name -> connect.status(name).stream())
                .flatMap(status -> status.failure().stream())
                .toList();
    }
}
