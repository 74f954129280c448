package dev.wherry.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.bench.process.ShippedConnectors;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceProducerConfigTest {
    @Test
    void contestantsHaveTheProducerSettingsOfTheShippedConnector() throws Exception {
        Map<String, String> shipped = new ShippedConnectors(Path.of("../../contracts"))
                .source(Path.of("inbox").toAbsolutePath(), Path.of("archive").toAbsolutePath());

        SourceProducerConfig.SETTINGS.forEach(
                (name, value) -> assertThat(shipped).containsEntry("producer.override." + name, value));
    }
}
