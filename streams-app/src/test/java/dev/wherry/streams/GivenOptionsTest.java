package dev.wherry.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenOptionsTest {
    @TempDir
    private Path directory;

    @Test
    void theEnvironmentGoesBeforeTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("streams.properties"), "threads=2\nstate.dir = from-file \n");
        Map<String, String> environment = Map.of("WHERRY_STATE_DIR", "from-environment", "HOME", "/root");

        Map<String, String> options = GivenOptions.read(Optional.of(file), environment);

        assertEquals(Map.of("threads", "2", "state.dir", "from-environment"), options);
    }

    @Test
    void kafkaSettingsCanComeFromTheEnvironment() {
        Map<String, String> options =
                GivenOptions.read(Optional.empty(), Map.of("WHERRY_KAFKA_PRODUCER_LINGER_MS", "5"));

        assertEquals(Map.of("kafka.producer.linger.ms", "5"), options);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        Path missing = directory.resolve("missing.properties");

        UnusableOptionsException refused =
                assertThrows(UnusableOptionsException.class, () -> GivenOptions.read(Optional.of(missing), Map.of()));

        assertTrue(refused.getMessage().contains(missing.toString()));
    }
}
