package dev.wherry.it;

import dev.wherry.embedded.EmbeddedKafka;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ThreeStagesOnEmbeddedBrokerTest extends ThreeStages {
    private static EmbeddedKafka broker;

    @BeforeAll
    static void startBroker(@TempDir Path home) {
        broker = EmbeddedKafka.start(home, 0);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Override
    String bootstrapServers() {
        return broker.bootstrapServers();
    }
}
