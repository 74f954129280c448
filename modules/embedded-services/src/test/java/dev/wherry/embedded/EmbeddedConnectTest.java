package dev.wherry.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedConnectTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedKafka kafka;
    private static EmbeddedConnect connect;
    private static TestTopics topics;

    @BeforeAll
    static void start(@TempDir Path home) {
        kafka = EmbeddedKafka.start(home, 0);
        connect = EmbeddedConnect.start(kafka.bootstrapServers(), 0);
        topics = new TestTopics(kafka.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        connect.close();
        kafka.close();
    }

    @Test
    void aPutConnectorRunsAndPublishesExactlyOnce() throws Exception {
        topics.create("counted");
        connect.put("counter", NumbersConnector.exactlyOnce("counted", Map.of("last", "999")));
        connect.awaitRunning("counter", PATIENCE);

        assertEquals(upTo(999), topics.read("counted", 1000));
    }

    @Test
    void runsAgainAfterAStopFromWhereItWas() throws Exception {
        topics.create("continued");
        connect.put("continuing", NumbersConnector.exactlyOnce("continued", Map.of("last", "499")));
        topics.read("continued", 500);

        connect.stop();
        connect.startAgain();
        connect.put("continuing", NumbersConnector.exactlyOnce("continued", Map.of("last", "999")));

        assertEquals(upTo(999), topics.read("continued", 1000));
    }

    @Test
    void theTopicOfOffsetsIsCompactedBeforeItIsLarge() throws Exception {
        assertEquals(Integer.toString(4 << 20), topics.setting("connect-offsets", "segment.bytes"));
        assertEquals("compact", topics.setting("connect-offsets", "cleanup.policy"));
    }

    @Test
    void aDeletedConnectorIsGone() throws Exception {
        topics.create("deleted");
        connect.put("short-lived", NumbersConnector.exactlyOnce("deleted", Map.of()));
        connect.awaitRunning("short-lived", PATIENCE);

        connect.delete("short-lived");

        assertTrue(Polling.until(PATIENCE, () -> connect.status("short-lived").isEmpty()));
        connect.delete("short-lived");
    }

    @Test
    void allTasksAreWaitedFor() throws Exception {
        topics.create("shared");
        connect.put("several", NumbersConnector.exactlyOnce("shared", Map.of("tasks.max", "3", "last", "9")));
        connect.awaitRunning("several", PATIENCE);

        assertEquals(3, connect.status("several").orElseThrow().tasks().size());
        assertEquals(30, topics.read("shared", 30).size());
    }

    @Test
    void aPausedConnectorSaysSoUntilItIsResumed() throws Exception {
        topics.create("paused");
        connect.put("pausing", NumbersConnector.exactlyOnce("paused", Map.of("last", "9")));
        connect.awaitRunning("pausing", PATIENCE);

        connect.pause("pausing");

        assertTrue(Polling.until(PATIENCE, () -> connect.status("pausing")
                .filter(status -> status.state().equals("PAUSED"))
                .isPresent()));
        connect.resume("pausing");
        connect.awaitRunning("pausing", PATIENCE);
    }

    @Test
    void aFailedTaskSaysWhyAndGoesOnWhenRestarted() throws Exception {
        topics.create("failing");
        connect.put("failing", NumbersConnector.exactlyOnce("failing", Map.of("last", "999", "fail.at", "500")));

        assertTrue(Polling.until(PATIENCE, () -> connect.status("failing")
                .filter(ConnectorStatus::isFailed)
                .isPresent()));

        ServiceException failure =
                assertThrows(ServiceException.class, () -> connect.awaitRunning("failing", PATIENCE));
        assertEquals("The connector failing has failed: cannot count to 500", failure.getMessage());
        List<ConnectorStatus> failed = connect.failed();
        assertEquals(
                List.of("failing"), failed.stream().map(ConnectorStatus::name).toList());
        assertEquals(Optional.of("cannot count to 500"), failed.get(0).failure());
        connect.restart("failing");
        connect.delete("failing");
    }

    @Test
    void aRefusedConfigurationIsSaidInFull() {
        ServiceException refused = assertThrows(
                ServiceException.class,
                () -> connect.put("wrong", NumbersConnector.exactlyOnce("somewhere", Map.of("last", "-1"))));

        assertTrue(refused.getMessage().startsWith("The connector wrong cannot be set up: "), refused::getMessage);
        assertTrue(refused.getMessage().contains("Value must be at least 0"), refused::getMessage);
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void aConnectorThatNobodyKnowsIsRefused() {
        assertThrows(
                ServiceException.class,
                () -> connect.put("unknown", Map.of("connector.class", "no.such.Connector", "tasks.max", "1")));
        assertTrue(connect.status("unknown").isEmpty());
        assertEquals(Set.of(), Set.copyOf(connect.connectors().tailSet("unknown")));
    }

    private static List<String> upTo(int last) {
        return IntStream.rangeClosed(0, last).mapToObj(Integer::toString).toList();
    }
}
