package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    /** Less than the timeouts of dead group members, 45 s, and of open transactions, a minute. */
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @Test
    void connectorsContinueSoonAfterKillsWithoutLossOrDuplicates() {
        int published = 0;
        for (int kill = 0; kill < 2; kill++) {
            ForkedServices services = ForkedServices.start(home);
            published = topics().read(ForkedServices.TOPIC, published + 1000).size();
            awaitWritten(published, PATIENCE);
            services.kill();
        }
        int before = published;

        try (EmbeddedServices services = EmbeddedServices.start(home, ServicePorts.ANY)) {
            services.connect().awaitRunning(ForkedServices.CONNECTOR, PATIENCE);
            services.connect().awaitRunning(ForkedServices.SINK, PATIENCE);
            List<String> values = topics().read(ForkedServices.TOPIC, before + 1000);
            awaitWritten(values.size(), SOON);

            assertThat(values)
                    .isEqualTo(IntStream.range(0, values.size())
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void attachesToTheServicesOfAnotherProcessAndLeavesThemRunning() throws Exception {
        try (ForkedServices services = ForkedServices.start(home)) {
            try (ServiceLease kafka = EmbeddedKafka.attach(home);
                    ServiceLease database = EmbeddedDatabase.attach(home)) {
                assertThat(new TestTopics(kafka.address())
                                        .read(ForkedServices.TOPIC, 100)
                                        .size()
                                >= 100)
                        .isTrue();
                assertThat(TestDatabase.at(database.address()).query("SELECT 1"))
                        .isEqualTo("1");
            }
            assertThat(TestDatabase.at(EmbeddedDatabase.attach(home).address()).query("SELECT 2"))
                    .isEqualTo("2");
        }
    }

    private void awaitWritten(int atLeast, Duration patience) {
        await().atMost(patience)
                .pollInterval(POLL_INTERVAL)
                .until(() -> linesOf(ForkedServices.written(home)) >= atLeast);
    }

    private static long linesOf(Path file) {
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestTopics topics() {
        return new TestTopics(
                "127.0.0.1:" + ServiceDirectory.recordedPort(home, "kafka").orElseThrow());
    }
}
