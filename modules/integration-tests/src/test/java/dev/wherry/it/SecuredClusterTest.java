package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.testing.connect.ConnectWorker;
import dev.wherry.testing.docs.DocumentationPage;
import dev.wherry.testing.http.Certificates;
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

/** An operator follows docs/secured-cluster.md with a Kafka and a PostgreSQL that require TLS, passwords and permissions. */
class SecuredClusterTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void everyEventArrivesWithTheDocumentedConfigurationAndPermissions() throws Exception {
        DocumentationPage page = DocumentationPage.of("docs/secured-cluster.md");
        Path home = directory.resolve("home");
        Certificates certificates = Certificates.make(directory.resolve("certificates"));
        try (SecuredKafka kafka = SecuredKafka.start(home, certificates);
                EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            DatabaseTls.require(database, home, certificates);
            assertThatThrownBy(() -> WarehouseTables.at(database.jdbcUrl() + "?sslmode=disable"))
                    .isInstanceOf(SQLException.class);
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
            FileBatches batches = FileBatches.write(directory.resolve("aside"), installed.inbox(), 13, 200);

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
                    await().atMost(PATIENCE).untilAsserted(() -> assertThat(connect.runningTasks())
                            .as(connect::log)
                            .isEqualTo(4));
                    batches.dropRest();
                    await().atMost(PATIENCE).untilAsserted(() -> assertThat(batches.differences(tables))
                            .as(() -> streams.output() + connect.log())
                            .isEmpty());

                    String logs = streams.output() + connect.log();
                    secrets.remove("password"); // the database's password is also an ordinary word
                    secrets.forEach((user, secret) ->
                            assertThat(logs).as("the secret of " + user).doesNotContain((String) secret));
                }
                assertThat(streams.stop()).as(streams::output).isEqualTo(143);
            }
        }
    }

    private static Properties write(DocumentedInstallation installed, String file, String documented) throws Exception {
        String localized = installed.localize(documented);
        Files.writeString(installed.etc().resolve(file), localized);
        Properties properties = new Properties();
        properties.load(new StringReader(localized));
        return properties;
    }

    /** The configuration from the connector's page, with the additions of the page on secured clusters. */
    private static String configuration(
            DocumentedInstallation installed, DocumentationPage page, String connector, String user) throws Exception {
        Map<String, String> configuration = JSON.readValue(
                DocumentationPage.of("docs/" + connector + ".md").block("json", "connector.class"),
                new TypeReference<>() {});
        configuration.putAll(JSON.readValue(page.block("json", user), new TypeReference<Map<String, String>>() {}));
        return installed.localize(JSON.writeValueAsString(configuration));
    }
}
