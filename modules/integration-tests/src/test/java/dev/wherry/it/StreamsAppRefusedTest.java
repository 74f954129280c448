package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.docs.DocumentationPage;
import dev.wherry.testing.http.Certificates;
import dev.wherry.testing.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The streams app exits with one clear sentence when secured brokers reject it. */
class StreamsAppRefusedTest {
    private static final String RUN = "/opt/wherry/wherry-streams-app-*/bin/wherry-streams-app";
    private static final String SHORT_TIMEOUTS =
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
    void reportsAWrongPasswordInOneSentence() throws Exception {
        String output = refused("wrong-password", "export KAFKA_PASSWORD=wrong\n");

        assertThat(lastLine(output)).as(output).contains("kafka.sasl.jaas.config");
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void reportsAnUntrustedCertificateInOneSentence() throws Exception {
        Path others = Certificates.make(directory.resolve("others")).authority();

        String output = refused("untrusted", "export WHERRY_KAFKA_SSL_TRUSTSTORE_LOCATION=" + others + "\n");

        assertThat(lastLine(output)).as(output).contains("kafka.ssl.truststore.location");
        assertThat(output).doesNotContain("\tat ");
    }

    /** Without TLS, Kafka's client reads the first bytes of a TLS record as a response size, too large for its memory. */
    @Test
    void pointsAClientWithoutTlsToTheProtocolOption() throws Exception {
        String output = refused("without-tls", "export WHERRY_KAFKA_SECURITY_PROTOCOL=PLAINTEXT\n" + SHORT_TIMEOUTS);

        assertThat(lastLine(output)).as(output).contains("kafka.security.protocol");
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void namesMissingPermissionsAndADifferentPartitionCount() throws Exception {
        String nothing = refused("nothing-allowed", "");
        assertThat(lastLine(nothing)
                        .contains(
                                "Describe on the topics contracts, events.card, files, invalid.cards, invalid.users, ledger, raw.cards,"
                                        + " raw.users, receipts, state.card, state.user"))
                .as(nothing)
                .isTrue();

        kafka.allow(
                installed,
                page.block("sh", "kafka-acls.sh")
                        .lines()
                        .filter(line -> !line.contains("--group wherry-streams"))
                        .collect(Collectors.joining("\n")));
        String allButTheGroup = refused("no-group", "");
        assertThat(lastLine(allButTheGroup)).as(allButTheGroup).contains("group: wherry-streams");

        String otherPartitions = run("other-partitions", "export WHERRY_PARTITIONS=3\n", 2);
        assertThat(otherPartitions).contains("topic raw.cards has 4 partitions, but 3 are configured");
        assertThat(otherPartitions).doesNotContain("\tat ");
    }

    private static String refused(String name, String change) throws Exception {
        return run(name, change, 1);
    }

    /** Runs the app as documented, with a changed environment, until it exits. Returns its output. */
    private static String run(String name, String change, int exitCode) throws Exception {
        String environment = page.block("sh", "export") + "export KAFKA_PASSWORD=right\n" + change;
        try (ChildProcess streams = installed.shell(name, environment + RUN)) {
            assertThat(streams.await()).as(streams::output).isEqualTo(exitCode);
            return streams.output();
        }
    }

    private static String lastLine(String output) {
        return output.strip().lines().reduce("", (before, line) -> line);
    }
}
