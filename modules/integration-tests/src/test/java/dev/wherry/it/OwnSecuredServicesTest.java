package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.generator.FaultConfig;
import dev.wherry.testing.http.Certificates;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wherry run} with a Kafka and a PostgreSQL that require TLS and passwords: each client has to know them. */
class OwnSecuredServicesTest {
    /** How long a run retries what may pass. A refusal that only a person can end takes less. */
    private static final Duration RETRIES = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private Path inbox;
    private Path home;
    private Certificates certificates;
    private SecuredKafka kafka;
    private EmbeddedDatabase database;

    @BeforeEach
    void start() throws Exception {
        inbox = directory.resolve("inbox");
        home = directory.resolve("home");
        Path server = directory.resolve("server");
        certificates = Certificates.make(directory.resolve("certificates"));
        kafka = SecuredKafka.start(server, certificates);
        database = EmbeddedDatabase.start(server, 0);
        DatabaseTls.require(database, server, certificates);
    }

    @AfterEach
    void stop() {
        database.close();
        kafka.close();
    }

    @Test
    void theSecuritySettingsReachEveryClient() throws Exception {
        List<String> services = new ArrayList<>(kafkaOptions("client.properties", "unchanged", ""));
        services.addAll(databaseOptions("?sslmode=verify-full&sslrootcert=" + certificates.authority()));
        ChallengeEvents events = ChallengeEvents.write(inbox, 1, 200, FaultConfig.NONE);

        assertSucceeds(WherryCommand.runOnceArguments(inbox, home, services.toArray(String[]::new)));

        assertSucceeds("audit", "--home=" + home);
        assertSucceeds("rebuild", "--home=" + home);
        assertSucceeds(with(services, "audit", "--contracts=" + WherryCommand.SHIPPED_CONTRACTS));
        assertSucceeds(with(services.subList(0, 2), "consume", "--max=1", "raw.cards"));
        WherryCommand sql =
                assertSucceeds(with(services.subList(2, 5), "sql", "--csv", "SELECT sum(events) FROM ledger"));
        assertThat(sql.out()).contains(String.valueOf(events.events()));
    }

    @Test
    void wrongSecuritySettingsAreToldAtOnce() throws Exception {
        Path untrusted = Certificates.make(directory.resolve("others")).authority();

        assertRefused("check sasl.mechanism and sasl.jaas.config", kafkaOptions("a", "admin's\"", "wrong\""));
        assertRefused(
                "check ssl.truststore.location",
                kafkaOptions("b", certificates.authority().toString(), untrusted.toString()));
        assertRefused("security.protocol in --kafka-config", kafkaOptions("c", "SASL_SSL", "SASL_PLAINTEXT"));
        assertRefused("the settings in --kafka-config", kafkaOptions("d", "PlainLoginModule", "NoSuchModule"));
        assertRefused("pg_hba.conf", databaseOptions("?sslmode=disable"));
        assertRefused("check sslmode and sslrootcert", databaseOptions("?sslmode=verify-ca&sslrootcert=" + untrusted));
    }

    private void assertRefused(String remedy, List<String> services) {
        long began = System.nanoTime();

        WherryCommand run =
                WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, services.toArray(String[]::new)));

        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(2);
        assertThat(run.err()).contains("cannot be used", remedy).doesNotContain("wrong\"");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(RETRIES);
    }

    private List<String> databaseOptions(String parameters) throws IOException {
        return List.of(
                "--database-url=" + database.jdbcUrl() + parameters,
                "--database-user=" + EmbeddedDatabase.USER,
                "--database-password-file="
                        + Files.writeString(directory.resolve("password"), EmbeddedDatabase.PASSWORD));
    }

    /** The administrator's settings in a file, with one replacement. */
    private List<String> kafkaOptions(String name, String right, String wrong) throws IOException {
        return List.of(
                "--bootstrap-servers=" + kafka.bootstrapServers(),
                "--kafka-config=" + clientProperties(name, right, wrong));
    }

    private Path clientProperties(String name, String right, String wrong) throws IOException {
        Properties properties = new Properties();
        kafka.admin()
                .forEach((setting, value) ->
                        properties.setProperty(setting, value.toString().replace(right, wrong)));
        Path file = directory.resolve(name);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    private static String[] with(List<String> services, String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(1, services);
        return words.toArray(String[]::new);
    }

    private static WherryCommand assertSucceeds(String... arguments) {
        WherryCommand command = WherryCommand.run(arguments);
        assertThat(command.exitCode())
                .as(Stream.of(arguments).toList() + command.err() + command.out())
                .isZero();
        return command;
    }
}
