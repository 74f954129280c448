package dev.wherry.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
    void environmentTakesPrecedenceOverTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("streams.properties"), "threads=2\nstate.dir = from-file \n");
        Map<String, String> environment = Map.of("WHERRY_STATE_DIR", "from-environment", "HOME", "/root");

        Map<String, String> options = ConfigLoader.load(Optional.of(file), environment);

        assertThat(options).isEqualTo(Map.of("threads", "2", "state.dir", "from-environment"));
    }

    @Test
    void ignoresVariablesThatNameNoOption() {
        Map<String, String> kubernetesVariables =
                Map.of("WHERRY_SERVICE_HOST", "10.0.0.1", "WHERRY_PORT", "tcp://10.0.0.1:80", "WHERRY_THREADS", "2");

        Map<String, String> options = ConfigLoader.load(Optional.empty(), kubernetesVariables);

        assertThat(options).isEqualTo(Map.of("threads", "2"));
    }

    @Test
    void rejectsUnknownNamesInTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("streams.properties"), "treads=2\n");

        Map<String, String> options = ConfigLoader.load(Optional.of(file), Map.of());

        assertThat(options).isEqualTo(Map.of("treads", "2"));
        assertThatThrownBy(() -> StreamsAppConfig.of(options)).isInstanceOf(InvalidConfigException.class);
    }

    @Test
    void loadsKafkaSettingsFromTheEnvironment() {
        Map<String, String> options =
                ConfigLoader.load(Optional.empty(), Map.of("WHERRY_KAFKA_PRODUCER_LINGER_MS", "5"));

        assertThat(options).isEqualTo(Map.of("kafka.producer.linger.ms", "5"));
    }

    @Test
    void everyKafkaSettingHasAVariable() {
        Set<String> settings = new TreeSet<>(StreamsConfig.configDef().names());
        settings.addAll(ConsumerConfig.configNames());
        settings.addAll(ProducerConfig.configNames());
        settings.addAll(AdminClientConfig.configNames());
        settings.removeIf(setting -> setting.startsWith("__")); // internal to Kafka

        assertThat(settings).contains("ssl.endpoint.identification.algorithm");
        settings.forEach(setting -> {
            String name = setting.toUpperCase(Locale.ROOT).replace("_", "__").replace('.', '_');

            assertThat(ConfigLoader.load(Optional.empty(), Map.of("WHERRY_KAFKA_" + name, "x")))
                    .isEqualTo(Map.of("kafka." + setting, "x"));
        });
    }

    @Test
    void resolvesPlaceholdersInOptions() throws IOException {
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

        Map<String, String> options = ConfigLoader.load(Optional.empty(), environment);

        assertThat(options)
                .isEqualTo(Map.of(
                        "kafka.sasl.jaas.config", "Login required password=\"from-file\";",
                        "kafka.ssl.key.password", "from-directory",
                        "kafka.ssl.truststore.password", "from-environment"));
    }

    @Test
    void reportsAllUnresolvablePlaceholdersWithoutValues() throws IOException {
        Path secrets = Files.writeString(directory.resolve("secrets.properties"), "kafka=hidden\n");
        Map<String, String> environment = Map.of(
                "WHERRY_KAFKA_SASL_JAAS_CONFIG", "${file:" + secrets + ":kafka}${file:" + secrets + ":other}",
                "WHERRY_KAFKA_SSL_KEY_PASSWORD", "${file:/nowhere:kafka}",
                "WHERRY_KAFKA_SSL_KEYSTORE_KEY", "${directory:" + directory + ":mounted}",
                "WHERRY_KAFKA_SSL_TRUSTSTORE_PASSWORD", "${env:KAFKA_PASSWORD}",
                "WHERRY_KAFKA_SSL_TRUSTSTORE_LOCATION", "${vault:ca:pem}");

        String message = catchThrowableOfType(
                        InvalidConfigException.class, () -> ConfigLoader.load(Optional.empty(), environment))
                .getMessage();

        assertThat(message).contains("kafka.sasl.jaas.config refers to ${file:" + secrets + ":other}");
        assertThat(message).contains("kafka.ssl.key.password refers to a value that cannot be read");
        assertThat(message).contains("kafka.ssl.keystore.key refers to ${directory:" + directory + ":mounted}");
        assertThat(message).contains("kafka.ssl.truststore.password refers to ${env:KAFKA_PASSWORD}");
        assertThat(message.lines().count())
                .as("only placeholders of known providers are reported: " + message)
                .isEqualTo(4);
        assertThat(message).doesNotContain("hidden");
    }

    @Test
    void namesAFileThatCannotBeRead() {
        Path missing = directory.resolve("missing.properties");

        InvalidConfigException rejected = catchThrowableOfType(
                InvalidConfigException.class, () -> ConfigLoader.load(Optional.of(missing), Map.of()));

        assertThat(rejected.getMessage()).contains(missing.toString());
    }
}
