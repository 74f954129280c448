package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.testing.connect.ConnectWorker;
import dev.wherry.testing.docs.DocumentationPage;
import dev.wherry.testing.process.ChildProcess;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator follows docs/secured-cluster.md, where Kafka and PostgreSQL take nobody without TLS, password and permission. */
class SecuredClusterTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void every_event_arrives_with_what_the_page_tells_to_configure_and_to_allow() throws Exception {
        DocumentationPage page = DocumentationPage.of("docs/secured-cluster.md");
        Path home = directory.resolve("home");
        Certificates certificates = Certificates.make(directory.resolve("certificates"));
        try (SecuredKafka kafka = SecuredKafka.start(home, certificates);
                EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            DatabaseTls.demandTls(database, home, certificates);
            assertThrows(SQLException.class, () -> WarehouseTables.at(database.jdbcUrl() + "?sslmode=disable"));
            DocumentedInstallation installed = DocumentedInstallation.of(
                    directory,
                    Map.of(
                            "kafka:9093",
                            kafka.bootstrapServers(),
                            "jdbc:postgresql://warehouse:5432/dwh",
                            database.jdbcUrl(),
                            "\"wherry\"",
                            "\"" + EmbeddedDatabase.USER + "\"",
                            "change-me-0",
                            EmbeddedDatabase.PASSWORD));
            Files.copy(certificates.authority(), installed.etc().resolve("ca.pem"));
            Properties secrets = write(installed, "secrets.properties", page.block("properties", "change-me"));
            kafka.add("wherry-streams", secrets.getProperty("streams"));
            kafka.add("connect", secrets.getProperty("connect"));
            kafka.add("wherry-files", secrets.getProperty("files"));
            kafka.add("wherry-warehouse", secrets.getProperty("warehouse"));
            kafka.allow(installed, page.block("sh", "kafka-acls.sh"));
            write(installed, "streams.properties", page.block("properties", "kafka.security.protocol"));
            FileBatches lots = FileBatches.write(directory.resolve("aside"), installed.inbox(), 13, 200);

            String start =
                    "/opt/wherry/wherry-streams-app-*/bin/wherry-streams-app --config /etc/wherry/streams.properties";
            try (ChildProcess streams = installed.shell("streams", start)) {
                DocumentedInstallation.awaitTopics(kafka.admin(), streams);
                String settings = DocumentedInstallation.readme().block("properties", "plugin.path")
                        + page.block("properties", "producer.security.protocol");
                try (ConnectWorker connect = installed.worker(kafka.bootstrapServers(), settings);
                        WarehouseTables tables = WarehouseTables.at(
                                database.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + certificates.authority())) {
                    connect.put(
                            "/connectors/wherry-files/config",
                            configuration(installed, page, "file-source-connector", "wherry-files"));
                    connect.put(
                            "/connectors/wherry-warehouse/config",
                            configuration(installed, page, "sink-writer", "wherry-warehouse"));
                    Await.until(PATIENCE, () -> connect.runningTasks() == 4, connect::log);
                    lots.dropRest();
                    Await.until(
                            PATIENCE, () -> lots.differences(tables).isEmpty(), () -> streams.output() + connect.log());

                    String logs = streams.output() + connect.log();
                    secrets.remove("password"); // the database's is also a word
                    secrets.forEach((user, secret) -> assertFalse(logs.contains((String) secret), "logged: " + user));
                }
                assertEquals(143, streams.stop(), streams::output);
            }
        }
    }

    private static Properties write(DocumentedInstallation installed, String file, String printed) throws Exception {
        String here = installed.here(printed);
        Files.writeString(installed.etc().resolve(file), here);
        Properties properties = new Properties();
        properties.load(new StringReader(here));
        return properties;
    }

    /** What the connector's own page prints, with what this one adds. */
    private static String configuration(
            DocumentedInstallation installed, DocumentationPage page, String connector, String user) throws Exception {
        Map<String, String> configuration = JSON.readValue(
                DocumentationPage.of("docs/" + connector + ".md").block("json", "connector.class"),
                new TypeReference<>() {});
        configuration.putAll(JSON.readValue(page.block("json", user), new TypeReference<Map<String, String>>() {}));
        return installed.here(JSON.writeValueAsString(configuration));
    }
}
