package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSecretsTest {
    @TempDir
    Path directory;

    @Test
    void resolveReferences() {
        assertThat(resolved(WorkerSecrets.reference("database-password"))).isEqualTo("s3cret}:$");
    }

    @Test
    void resolveReferencesToVariables() {
        Map.Entry<String, String> variable =
                System.getenv().entrySet().iterator().next();

        assertThat(resolved("${env:" + variable.getKey() + "}")).isEqualTo(variable.getValue());
    }

    @Test
    void resolveReferencesToFiles() throws IOException {
        Path file = Files.writeString(directory.resolve("lake.properties"), "other=1\nsecret=in a file\n");

        assertThat(resolved("${file:" + file + ":secret}")).isEqualTo("in a file");
    }

    /** As a worker resolves an option of a connector. */
    private static String resolved(String reference) {
        Map<String, String> settings = WorkerSecrets.settings(Map.of("database-password", "s3cret}:$"));
        ConfigDef definition =
                new ConfigDef().define("password", ConfigDef.Type.PASSWORD, ConfigDef.Importance.HIGH, "");
        return new AbstractConfig(definition, Map.of("password", reference), settings, false)
                .getPassword("password")
                .value();
    }
}
