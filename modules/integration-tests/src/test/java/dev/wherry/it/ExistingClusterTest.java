package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** An operator follows the README and puts the archives into a Kafka, a Connect and a PostgreSQL that are there already. */
class ExistingClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern PUT = Pattern.compile(
            "curl -X PUT -H 'Content-Type: application/json' --data @(\\S+)\\.json http://connect:8083(\\S+)");

    @TempDir
    Path directory;

    @Test
    void the_archives_carry_every_event_as_the_README_tells_to_install_them() throws Exception {
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
            FileBatches lots = FileBatches.write(directory.resolve("aside"), installed.inbox(), 11, 200);
            Files.writeString(
                    installed.etc().resolve("secrets.properties"), "password=" + EmbeddedDatabase.PASSWORD + "\n");

            try (ChildProcess streams = installed.shell("streams", readme.block("sh", "WHERRY_BOOTSTRAP_SERVERS"))) {
                DocumentedInstallation.awaitTopics(Map.of("bootstrap.servers", kafka.bootstrapServers()), streams);
                try (ConnectWorker connect =
                                installed.worker(kafka.bootstrapServers(), readme.block("properties", "plugin.path"));
                        WarehouseTables tables = WarehouseTables.of(home)) {
                    for (MatchResult put : readme.matches(PUT)) {
                        String printed = DocumentationPage.of("docs/" + put.group(1) + ".md")
                                .block("json", "connector.class");
                        connect.put(put.group(2), installed.here(printed));
                    }
                    Await.until(PATIENCE, () -> connect.runningTasks() == 4, connect::log);
                    lots.dropRest();
                    Await.until(
                            PATIENCE, () -> lots.differences(tables).isEmpty(), () -> streams.output() + connect.log());
                }
                long began = System.nanoTime();
                int exitCode = streams.stop();

                assertEquals(143, exitCode, streams::output);
                assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(10));
            }
        }
    }
}
