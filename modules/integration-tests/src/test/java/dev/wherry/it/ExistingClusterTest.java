package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.testing.connect.ConnectWorker;
import dev.wherry.testing.docs.DocumentationPage;
import dev.wherry.testing.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator follows the README and installs the archives on an existing Kafka, Connect and PostgreSQL. */
class ExistingClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern PUT = Pattern.compile(
            "curl -X PUT -H 'Content-Type: application/json' --data @(\\S+)\\.json http://connect:8083(\\S+)");

    @TempDir
    Path directory;

    @Test
    void archivesInstalledAsDocumentedCarryEveryEvent() throws Exception {
        Path home = directory.resolve("home");
        DocumentationPage readme = DocumentedInstallation.readme();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0);
                EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            DocumentedInstallation installed = DocumentedInstallation.of(
                    directory,
                    Map.of(
                            "kafka:9092", kafka.bootstrapServers(),
                            "jdbc:postgresql://warehouse:5432/dwh", database.jdbcUrl(),
                            "\"wherry\"", "\"" + EmbeddedDatabase.USER + "\""));
            FileBatches batches = FileBatches.write(directory.resolve("aside"), installed.inbox(), 11, 200);
            Files.writeString(
                    installed.etc().resolve("secrets.properties"), "password=" + EmbeddedDatabase.PASSWORD + "\n");

            try (ChildProcess streams = installed.shell("streams", readme.block("sh", "WHERRY_BOOTSTRAP_SERVERS"))) {
                DocumentedInstallation.awaitTopics(Map.of("bootstrap.servers", kafka.bootstrapServers()), streams);
                try (ConnectWorker connect =
                                installed.worker(kafka.bootstrapServers(), readme.block("properties", "plugin.path"));
                        WarehouseTables tables = WarehouseTables.of(home)) {
                    for (MatchResult put : readme.matches(PUT)) {
                        String documented = DocumentationPage.of("docs/" + put.group(1) + ".md")
                                .block("json", "connector.class");
                        connect.put(put.group(2), installed.localize(documented));
                    }
                    await().atMost(PATIENCE).untilAsserted(() -> assertThat(connect.runningTasks())
                            .as(connect::log)
                            .isEqualTo(4));
                    batches.dropRest();
                    await().atMost(PATIENCE).untilAsserted(() -> assertThat(batches.differences(tables))
                            .as(() -> streams.output() + connect.log())
                            .isEmpty());
                }
                long began = System.nanoTime();
                int exitCode = streams.stop();

                assertThat(exitCode).as(streams::output).isEqualTo(143);
                assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(10));
            }
        }
    }
}
