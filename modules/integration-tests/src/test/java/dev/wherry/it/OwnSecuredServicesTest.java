package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.generator.Faults;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wherry run} with a Kafka and a PostgreSQL that require TLS and passwords: each client has to know them. */
class OwnSecuredServicesTest {
    @TempDir
    Path directory;

    @Test
    void theSecuritySettingsReachEveryClient() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        Path server = directory.resolve("server");
        Certificates certificates = Certificates.make(directory.resolve("certificates"));
        try (SecuredKafka kafka = SecuredKafka.start(server, certificates);
                EmbeddedDatabase database = EmbeddedDatabase.start(server, 0)) {
            DatabaseTls.require(database, server, certificates);
            List<String> services = List.of(
                    "--bootstrap-servers=" + kafka.bootstrapServers(),
                    "--kafka-config=" + clientProperties(kafka),
                    "--database-url=" + database.jdbcUrl() + "?sslmode=verify-full&sslrootcert="
                            + certificates.authority(),
                    "--database-user=" + EmbeddedDatabase.USER,
                    "--database-password-file="
                            + Files.writeString(directory.resolve("password"), EmbeddedDatabase.PASSWORD));
            ChallengeEvents events = ChallengeEvents.write(inbox, 1, 200, Faults.NONE);

            assertSucceeds(WherryCommand.runOnceArguments(inbox, home, services.toArray(String[]::new)));

            assertSucceeds("audit", "--home=" + home);
            assertSucceeds("rebuild", "--home=" + home);
            assertSucceeds(with(services, "audit", "--contracts=" + WherryCommand.SHIPPED_CONTRACTS));
            assertSucceeds(with(services.subList(0, 2), "consume", "--max=1", "raw.cards"));
            WherryCommand sql = assertSucceeds(
                    with(services.subList(2, 5), "sql", "--csv", "SELECT sum(events) FROM ledger"));
            assertThat(sql.out()).contains(String.valueOf(events.events()));
        }
    }

    private Path clientProperties(SecuredKafka kafka) throws Exception {
        Properties properties = new Properties();
        kafka.admin().forEach((name, value) -> properties.setProperty(name, value.toString()));
        Path file = directory.resolve("client.properties");
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
