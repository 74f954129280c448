package dev.wherry.it;

import java.util.Optional;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Runs on the official Kafka image, in the version of the Kafka clients. */
class ThreeStagesOnContainerBrokerTest extends ThreeStages {
    private static final DockerImageName IMAGE =
            DockerImageName.parse("apache/kafka").withTag(AppInfoParser.getVersion());

    private static KafkaContainer broker;

    @BeforeAll
    static void startBroker() {
        reasonToSkip().ifPresent(ThreeStagesOnContainerBrokerTest::skip);
        broker = new KafkaContainer(IMAGE)
                // the session timeout of the Connect worker is below the default minimum of a broker
                .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "500");
        broker.start();
    }

    private static Optional<String> reasonToSkip() {
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return Optional.of("no container engine is available");
            }
            new RemoteDockerImage(IMAGE).get();
            return Optional.empty();
        } catch (RuntimeException unavailable) {
            return Optional.of(
                    "the container engine cannot pull the image " + IMAGE + " (" + unavailable.getMessage() + ")");
        }
    }

    /** Prints the reason, because Maven shows only the number of skipped tests. */
    private static void skip(String reason) {
        System.out.println("Skipped the test on a broker in a container: " + reason);
        Assumptions.abort(reason);
    }

    @AfterAll
    static void stopBroker() {
        if (broker != null) {
            broker.stop();
        }
    }

    @Override
    String bootstrapServers() {
        return broker.getBootstrapServers();
    }
}
