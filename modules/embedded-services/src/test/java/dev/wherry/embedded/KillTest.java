package dev.wherry.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    /** Less than the 45 s and the minute for which dead members and open transactions would hold everybody up. */
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @Test
    void nothingIsLostOrDoubledByKillsAndTheConnectorsSoonGoOn() {
        int published = 0;
        for (int kill = 0; kill < 2; kill++) {
            ForkedServices services = ForkedServices.start(home);
            published = topics().read(ForkedServices.TOPIC, published + 1000).size();
            awaitSunk(published, PATIENCE);
            services.kill();
        }
        int before = published;

        try (EmbeddedServices services = EmbeddedServices.start(home, ServicePorts.ANY)) {
            services.connect().awaitRunning(ForkedServices.CONNECTOR, PATIENCE);
            services.connect().awaitRunning(ForkedServices.SINK, PATIENCE);
            List<String> values = topics().read(ForkedServices.TOPIC, before + 1000);
            awaitSunk(values.size(), SOON);

            assertEquals(
                    IntStream.range(0, values.size())
                            .mapToObj(Integer::toString)
                            .toList(),
                    values);
        }
    }

    @Test
    void anAttachedReaderFindsTheServicesOfAnotherProcessAndLeavesThemRunning() throws Exception {
        try (ForkedServices services = ForkedServices.start(home)) {
            try (Attachment kafka = EmbeddedKafka.attach(home);
                    Attachment database = EmbeddedDatabase.attach(home)) {
                assertTrue(new TestTopics(kafka.address())
                                .read(ForkedServices.TOPIC, 100)
                                .size()
                        >= 100);
                assertEquals("1", TestDatabase.at(database.address()).query("SELECT 1"));
            }
            assertEquals(
                    "2", TestDatabase.at(EmbeddedDatabase.attach(home).address()).query("SELECT 2"));
        }
    }

    private void awaitSunk(int atLeast, Duration patience) {
        assertTrue(Polling.until(patience, () -> linesOf(ForkedServices.sunk(home)) >= atLeast));
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
