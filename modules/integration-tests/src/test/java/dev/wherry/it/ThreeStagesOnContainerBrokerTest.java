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

/** On the broker that the Kafka project ships as an image, of the version that everything else of Kafka has here. */
class ThreeStagesOnContainerBrokerTest extends ThreeStages {
    private static final DockerImageName IMAGE =
            DockerImageName.parse("apache/kafka").withTag(AppInfoParser.getVersion());

    private static KafkaContainer broker;

    @BeforeAll
    static void startBroker() {
        whyNot().ifPresent(ThreeStagesOnContainerBrokerTest::skip);
        broker = new KafkaContainer(IMAGE)
                // the sessions of the Connect worker here are shorter than a broker allows by default
                .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "500");
        broker.start();
    }

    private static Optional<String> whyNot() {
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return Optional.of("there is no container engine that can be used");
            }
            new RemoteDockerImage(IMAGE).get();
            return Optional.empty();
        } catch (RuntimeException unavailable) {
            return Optional.of("the container engine neither has nor gets the image " + IMAGE + " ("
                    + unavailable.getMessage() + ")");
        }
    }

    /** Says so on Maven's output, which has no more than a number of the assumptions that fail. */
    private static void skip(String reason) {
        System.out.println("Skipped, not tried on a broker in a container: " + reason);
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
