package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class WorkerSecretsTest {
    @Test
    void resolveReferences() {
        Map<String, String> settings = WorkerSecrets.settings(Map.of("database-password", "s3cret}:$"));
        ConfigDef definition =
                new ConfigDef().define("password", ConfigDef.Type.PASSWORD, ConfigDef.Importance.HIGH, "");

        AbstractConfig config = new AbstractConfig(
                definition, Map.of("password", WorkerSecrets.reference("database-password")), settings, false);

        assertThat(config.getPassword("password").value()).isEqualTo("s3cret}:$");
    }
}
