package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.testing.http.Certificates;
import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.process.JavaCommand;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A broker that requires TLS and SASL and denies everything that no ACL allows. */
final class SecuredKafka implements AutoCloseable {
    private static final int ITERATIONS = 4096; // the minimum that Kafka accepts
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    private final EmbeddedKafka kafka;
    private final Certificates certificates;

    private SecuredKafka(EmbeddedKafka kafka, Certificates certificates) {
        this.kafka = kafka;
        this.certificates = certificates;
    }

    static SecuredKafka start(Path newHome, Certificates certificates) {
        return new SecuredKafka(EmbeddedKafka.start(newHome, settings(certificates)), certificates);
    }

    /** The settings of the broker, which authenticates to itself as the administrator. */
    private static Map<String, String> settings(Certificates certificates) {
        String listener = "listener.name.client.";
        return Map.ofEntries(
                Map.entry("listener.security.protocol.map", "CLIENT:SASL_SSL,CONTROLLER:PLAINTEXT"),
                Map.entry(listener + "ssl.keystore.type", "PEM"),
                Map.entry(
                        listener + "ssl.keystore.location",
                        certificates.keyAndCertificate().toString()),
                Map.entry(listener + "ssl.truststore.type", "PEM"),
                Map.entry(
                        listener + "ssl.truststore.location",
                        certificates.authority().toString()),
                Map.entry("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                Map.entry(
                        listener + "plain.sasl.jaas.config",
                        PLAIN + " username=\"admin\" password=\"admin's\" user_admin=\"admin's\";"),
                Map.entry(listener + "scram-sha-512.sasl.jaas.config", SCRAM + ";"),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                // Only the broker itself connects to the controller, and does so without credentials.
                Map.entry("super.users", "User:admin;User:ANONYMOUS"));
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The client settings of the administrator. */
    Map<String, Object> admin() {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                PLAIN + " username=\"admin\" password=\"admin's\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificates.authority().toString());
    }

    /** Adds a user without any permissions. */
    void add(String user, String password) throws Exception {
        ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        UserScramCredentialAlteration addition = new UserScramCredentialUpsertion(user, scram, password);
        try (Admin admin = Admin.create(admin())) {
            admin.alterUserScramCredentials(List.of(addition)).all().get();
        }
    }

    /** Runs a documented script, which calls {@code kafka-acls.sh} with the administrator's {@code admin.properties}. */
    void allow(DocumentedInstallation installed, String script) throws Exception {
        Properties properties = new Properties();
        admin().forEach((name, value) -> properties.setProperty(name, value.toString()));
        Path file = installed.etc().resolve("admin.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        String tool =
                "'" + String.join("' '", JavaCommand.of(List.of(), KafkaAclsMain.class.getName(), List.of())) + "'";
        String commands = script.replace("kafka-acls.sh", "printf '%s\\n' " + KafkaAclsMain.COMMAND)
                .replace("admin.properties", file.toString());
        try (ChildProcess shell = installed.shell("acls", "{\n" + commands + "\n} | " + tool)) {
            assertThat(shell.await()).as(shell::output).isZero();
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
