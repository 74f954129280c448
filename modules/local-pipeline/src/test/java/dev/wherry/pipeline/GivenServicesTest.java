package dev.wherry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.embedded.ServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenServicesTest {
    @TempDir
    Path directory;

    @Test
    void kafkasClientsGetTheSettingsOfTheFileAndTheAddressOfTheOption() throws Exception {
        Path file = Files.writeString(
                directory.resolve("client.properties"), "security.protocol=SSL \nbootstrap.servers=another:9092\n");

        assertThat(new GivenKafka("kafka:9092", Optional.of(file)).clientSettings())
                .isEqualTo(Map.of("security.protocol", "SSL", "bootstrap.servers", "kafka:9092"));
    }

    @Test
    void thePasswordIsTheFirstLineOfItsFile() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "first line\nsecond line\n");

        assertThat(new GivenDatabase("jdbc:postgresql://warehouse/dwh", "wherry", Optional.of(file)).password())
                .isEqualTo("first line");
    }

    @Test
    void filesThatCannotBeReadAreNamed() {
        Optional<Path> missing = Optional.of(directory.resolve("missing"));

        assertThatThrownBy(() -> new GivenKafka("kafka:9092", missing).clientSettings())
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("missing", "--kafka-config");
        assertThatThrownBy(() -> new GivenDatabase("jdbc:postgresql://warehouse/dwh", "wherry", missing).password())
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("missing", "--database-password-file");
    }

    @Test
    void onlyMissingServicesAreTakenFromElsewhere() {
        GivenKafka kafka = new GivenKafka("kafka:9092", Optional.empty());
        GivenDatabase here = new GivenDatabase("jdbc:postgresql://here/dwh", "wherry", Optional.empty());
        GivenDatabase there = new GivenDatabase("jdbc:postgresql://there/dwh", "wherry", Optional.empty());

        GivenServices merged = new GivenServices(Optional.empty(), Optional.of(here))
                .or(new GivenServices(Optional.of(kafka), Optional.of(there)));

        assertThat(merged).isEqualTo(new GivenServices(Optional.of(kafka), Optional.of(here)));
    }
}
