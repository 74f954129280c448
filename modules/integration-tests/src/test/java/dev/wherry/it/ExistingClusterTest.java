package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator follows the README and puts the archives into a Kafka, a Connect and a PostgreSQL that are there already. */
class ExistingClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Set<String> TOPICS =
            Set.of("raw.users", "raw.cards", "invalid.users", "invalid.cards", "state.user", "state.card", "ledger");
    private static final Pattern PUT = Pattern.compile(
            "curl -X PUT -H 'Content-Type: application/json' --data @(\\S+)\\.json http://connect:8083(\\S+)");

    @TempDir
    Path directory;

    @Test
    void the_archives_carry_every_event_as_the_README_tells_to_install_them() throws Exception {
        Path home = directory.resolve("home");
        Path inbox = directory.resolve("inbox");
        Lots lots = Lots.write(directory.resolve("aside"), inbox, 11, 200);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0);
                EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            Map<String, String> places = Map.of(
                    "/opt/wherry", directory.resolve("opt").toString(),
                    "/etc/wherry", directory.resolve("etc").toString(),
                    "/var/lib/wherry", directory.resolve("var").toString(),
                    "/data/inbox", inbox.toString(),
                    "kafka:9092", kafka.bootstrapServers(),
                    "jdbc:postgresql://warehouse:5432/dwh", database.jdbcUrl(),
                    "\"wherry\"", "\"" + EmbeddedDatabase.USER + "\"");
            Page readme = Page.of("README.md").section("In an existing Kafka, Connect and PostgreSQL");
            unpack(Page.at(places, readme.block("sh", "tar xzf")));
            Files.writeString(
                    directory.resolve("etc/secrets.properties"), "password=" + EmbeddedDatabase.PASSWORD + "\n");

            String startStreams = Page.at(places, readme.block("sh", "WHERRY_BOOTSTRAP_SERVERS"));
            try (ChildProcess streams = ChildProcess.shell(directory.resolve("streams.out"), startStreams)) {
                awaitTopics(kafka.bootstrapServers(), streams);
                String settings = Page.at(places, readme.block("properties", "plugin.path"));
                try (ConnectWorker connect = ConnectWorker.start(
                                directory, kafka.bootstrapServers(), directory.resolve("opt/plugins"), settings);
                        Tables tables = Tables.of(home)) {
                    for (MatchResult put : readme.matches(PUT)) {
                        String printed = Page.of("docs/" + put.group(1) + ".md").block("json", "connector.class");
                        connect.put(put.group(2), Page.at(places, printed));
                    }
                    Await.until(PATIENCE, () -> runningTasks(connect) == 4, connect::log);
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

    private void unpack(String script) throws Exception {
        Path etc = Files.createDirectories(directory.resolve("etc"));
        try (ChildProcess shell = ChildProcess.shell(directory.resolve("unpack.out"), script)) {
            assertEquals(0, shell.await(), () -> "run mvn verify in the project's directory first: " + shell.output());
        }
        assertTrue(Files.exists(etc.resolve("contracts")));
    }

    private static void awaitTopics(String bootstrapServers, ChildProcess streams) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Await.until(
                    PATIENCE,
                    () -> {
                        assertTrue(streams.isAlive(), streams::output);
                        return admin.listTopics().names().get().containsAll(TOPICS);
                    },
                    streams::output);
        }
    }

    /** How many tasks run of the connectors that run. */
    private static long runningTasks(ConnectWorker connect) throws Exception {
        long running = 0;
        for (JsonNode connector : new ObjectMapper().readTree(connect.get("/connectors?expand=status"))) {
            if (connector.at("/status/connector/state").asText().equals("RUNNING")) {
                for (JsonNode task : connector.at("/status/tasks")) {
                    running += task.at("/state").asText().equals("RUNNING") ? 1 : 0;
                }
            }
        }
        return running;
    }
}
