package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.testing.docs.DocumentationPage;
import dev.wherry.testing.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the streams app says, and that it ends, when secured brokers do not take it. */
class StreamsAppRefusedTest {
    private static final String RUN = "/opt/wherry/wherry-streams-app-*/bin/wherry-streams-app";
    private static final String IMPATIENT =
            "export WHERRY_KAFKA_ADMIN_DEFAULT_API_TIMEOUT_MS=5000" + " WHERRY_KAFKA_ADMIN_REQUEST_TIMEOUT_MS=2000\n";

    @TempDir
    static Path directory;

    private static DocumentationPage page;
    private static SecuredKafka kafka;
    private static DocumentedInstallation installed;

    @BeforeAll
    static void start() throws Exception {
        page = DocumentationPage.of("docs/secured-cluster.md");
        Certificates certificates = Certificates.make(directory.resolve("certificates"));
        kafka = SecuredKafka.start(directory.resolve("home"), certificates);
        kafka.add("wherry-streams", "right");
        installed = DocumentedInstallation.of(directory, Map.of("kafka:9093", kafka.bootstrapServers()));
        Files.copy(certificates.authority(), installed.etc().resolve("ca.pem"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void a_wrong_password_is_said_in_one_sentence() throws Exception {
        String output = refused("wrong-password", "export KAFKA_PASSWORD=wrong\n");

        assertTrue(lastLine(output).contains("kafka.sasl.jaas.config"), output);
        assertFalse(output.contains("\tat "), output);
    }

    @Test
    void a_certificate_of_somebody_else_is_said_in_one_sentence() throws Exception {
        Path others = Certificates.make(directory.resolve("others")).authority();

        String output = refused("untrusted", "export WHERRY_KAFKA_SSL_TRUSTSTORE_LOCATION=" + others + "\n");

        assertTrue(lastLine(output).contains("kafka.ssl.truststore.location"), output);
        assertFalse(output.contains("\tat "), output);
    }

    /** Kafka's client takes the first bytes of TLS for the size of an answer, and has no memory for such a one. */
    @Test
    void a_client_without_TLS_is_told_to_look_at_the_protocol() throws Exception {
        String output = refused("without-tls", "export WHERRY_KAFKA_SECURITY_PROTOCOL=PLAINTEXT\n" + IMPATIENT);

        assertTrue(lastLine(output).contains("kafka.security.protocol"), output);
        assertFalse(output.contains("\tat "), output);
    }

    @Test
    void what_is_not_allowed_and_what_does_not_fit_is_named() throws Exception {
        String nothing = refused("nothing-allowed", "");
        assertTrue(
                lastLine(nothing)
                        .contains("Describe on the topics invalid.cards, invalid.users, ledger, raw.cards, raw.users,"
                                + " state.card, state.user"),
                nothing);

        kafka.allow(
                installed,
                page.block("sh", "kafka-acls.sh")
                        .lines()
                        .filter(line -> !line.contains("--group wherry-streams"))
                        .collect(Collectors.joining("\n")));
        String allButTheGroup = refused("no-group", "");
        assertTrue(lastLine(allButTheGroup).contains("group: wherry-streams"), allButTheGroup);

        String otherPartitions = run("other-partitions", "export WHERRY_PARTITIONS=3\n", 2);
        assertTrue(otherPartitions.contains("topic raw.cards has 4 partitions, and 3 are configured"), otherPartitions);
        assertFalse(otherPartitions.contains("\tat "), otherPartitions);
    }

    private static String refused(String name, String change) throws Exception {
        return run(name, change, 1);
    }

    /** Runs the app as the page says, with a change, to its end. Returns what it printed. */
    private static String run(String name, String change, int exitCode) throws Exception {
        String environment = page.block("sh", "export") + "export KAFKA_PASSWORD=right\n" + change;
        try (ChildProcess streams = installed.shell(name, environment + RUN)) {
            assertEquals(exitCode, streams.await(), streams::output);
            return streams.output();
        }
    }

    private static String lastLine(String output) {
        return output.strip().lines().reduce("", (before, line) -> line);
    }
}
