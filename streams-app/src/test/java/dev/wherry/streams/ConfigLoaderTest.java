package dev.wherry.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    @TempDir
    private Path directory;

    @Test
    void theEnvironmentGoesBeforeTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("streams.properties"), "threads=2\nstate.dir = from-file \n");
        Map<String, String> environment = Map.of("WHERRY_STATE_DIR", "from-environment", "HOME", "/root");

        Map<String, String> options = ConfigLoader.read(Optional.of(file), environment);

        assertEquals(Map.of("threads", "2", "state.dir", "from-environment"), options);
    }

    @Test
    void variablesThatAreNoOptionsAreLeftOut() {
        Map<String, String> ofAKubernetesService =
                Map.of("WHERRY_SERVICE_HOST", "10.0.0.1", "WHERRY_PORT", "tcp://10.0.0.1:80", "WHERRY_THREADS", "2");

        Map<String, String> options = ConfigLoader.read(Optional.empty(), ofAKubernetesService);

        assertEquals(Map.of("threads", "2"), options);
    }

    @Test
    void namesInTheFileThatAreNoOptionsAreKeptAndRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("streams.properties"), "treads=2\n");

        Map<String, String> options = ConfigLoader.read(Optional.of(file), Map.of());

        assertEquals(Map.of("treads", "2"), options);
        assertThrows(InvalidConfigException.class, () -> StreamsAppConfig.of(options));
    }

    @Test
    void kafkaSettingsCanComeFromTheEnvironment() {
        Map<String, String> options =
                ConfigLoader.read(Optional.empty(), Map.of("WHERRY_KAFKA_PRODUCER_LINGER_MS", "5"));

        assertEquals(Map.of("kafka.producer.linger.ms", "5"), options);
    }

    @Test
    void everySettingOfKafkaHasAVariable() {
        Set<String> settings = new TreeSet<>(StreamsConfig.configDef().names());
        settings.addAll(ConsumerConfig.configNames());
        settings.addAll(ProducerConfig.configNames());
        settings.addAll(AdminClientConfig.configNames());
        settings.removeIf(setting -> setting.startsWith("__")); // Kafka's own, for its insides

        assertTrue(settings.contains("ssl.endpoint.identification.algorithm"));
        settings.forEach(setting -> {
            String name = setting.toUpperCase(Locale.ROOT).replace("_", "__").replace('.', '_');

            assertEquals(
                    Map.of("kafka." + setting, "x"),
                    ConfigLoader.read(Optional.empty(), Map.of("WHERRY_KAFKA_" + name, "x")));
        });
    }

    @Test
    void secretsComeFromWhereOptionsReferTo() throws IOException {
        Path secrets = Files.writeString(directory.resolve("secrets.properties"), "kafka=from-file\n");
        Files.writeString(directory.resolve("mounted"), "from-directory");
        Map<String, String> environment = Map.of(
                "KAFKA_PASSWORD",
                "from-environment",
                "WHERRY_KAFKA_SASL_JAAS_CONFIG",
                "Login required password=\"${file:" + secrets + ":kafka}\";",
                "WHERRY_KAFKA_SSL_KEY_PASSWORD",
                "${directory:" + directory + ":mounted}",
                "WHERRY_KAFKA_SSL_TRUSTSTORE_PASSWORD",
                "${env:KAFKA_PASSWORD}");

        Map<String, String> options = ConfigLoader.read(Optional.empty(), environment);

        assertEquals(
                Map.of(
                        "kafka.sasl.jaas.config", "Login required password=\"from-file\";",
                        "kafka.ssl.key.password", "from-directory",
                        "kafka.ssl.truststore.password", "from-environment"),
                options);
    }

    @Test
    void whatIsReferredToAndNotThereIsSaidAllAtOnce() throws IOException {
        Path secrets = Files.writeString(directory.resolve("secrets.properties"), "kafka=hidden\n");
        Map<String, String> environment = Map.of(
                "WHERRY_KAFKA_SASL_JAAS_CONFIG", "${file:" + secrets + ":kafka}${file:" + secrets + ":other}",
                "WHERRY_KAFKA_SSL_KEY_PASSWORD", "${file:/nowhere:kafka}",
                "WHERRY_KAFKA_SSL_KEYSTORE_KEY", "${directory:" + directory + ":mounted}",
                "WHERRY_KAFKA_SSL_TRUSTSTORE_PASSWORD", "${env:KAFKA_PASSWORD}",
                "WHERRY_KAFKA_SSL_TRUSTSTORE_LOCATION", "${vault:ca:pem}");

        String said = assertThrows(InvalidConfigException.class, () -> ConfigLoader.read(Optional.empty(), environment))
                .getMessage();

        assertTrue(said.contains("kafka.sasl.jaas.config refers to ${file:" + secrets + ":other}"), said);
        assertTrue(said.contains("kafka.ssl.key.password refers to what cannot be read"), said);
        assertTrue(said.contains("kafka.ssl.keystore.key refers to ${directory:" + directory + ":mounted}"), said);
        assertTrue(said.contains("kafka.ssl.truststore.password refers to ${env:KAFKA_PASSWORD}"), said);
        assertEquals(4, said.lines().count(), "Kafka has providers of other names: " + said);
        assertFalse(said.contains("hidden"), said);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        Path missing = directory.resolve("missing.properties");

        InvalidConfigException refused =
                assertThrows(InvalidConfigException.class, () -> ConfigLoader.read(Optional.of(missing), Map.of()));

        assertTrue(refused.getMessage().contains(missing.toString()));
    }
}
