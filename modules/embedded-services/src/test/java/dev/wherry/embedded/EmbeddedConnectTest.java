package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

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
    void runsAConnectorThatPublishesExactlyOnce() throws Exception {
        topics.create("counted");
        connect.put("counter", NumbersConnector.exactlyOnce("counted", Map.of("last", "999")));
        connect.awaitRunning("counter", PATIENCE);

        assertThat(topics.read("counted", 1000)).isEqualTo(upTo(999));
    }

    @Test
    void resumesFromTheStoredOffsetAfterAStop() throws Exception {
        topics.create("continued");
        connect.put("continuing", NumbersConnector.exactlyOnce("continued", Map.of("last", "499")));
        topics.read("continued", 500);

        connect.stop();
        connect.startAgain();
        connect.put("continuing", NumbersConnector.exactlyOnce("continued", Map.of("last", "999")));

        assertThat(topics.read("continued", 1000)).isEqualTo(upTo(999));
    }

    @Test
    void compactsTheOffsetsTopicBeforeItIsLarge() throws Exception {
        assertThat(topics.setting("connect-offsets", "segment.bytes")).isEqualTo(Integer.toString(4 << 20));
        assertThat(topics.setting("connect-offsets", "cleanup.policy")).isEqualTo("compact");
    }

    @Test
    void deletesAConnector() throws Exception {
        topics.create("deleted");
        connect.put("short-lived", NumbersConnector.exactlyOnce("deleted", Map.of()));
        connect.awaitRunning("short-lived", PATIENCE);

        connect.delete("short-lived");

        await().atMost(PATIENCE).until(() -> connect.status("short-lived").isEmpty());
        connect.delete("short-lived");
    }

    @Test
    void awaitsAllTasks() throws Exception {
        topics.create("shared");
        connect.put("several", NumbersConnector.exactlyOnce("shared", Map.of("tasks.max", "3", "last", "9")));
        connect.awaitRunning("several", PATIENCE);

        assertThat(connect.status("several").orElseThrow().tasks()).hasSize(3);
        assertThat(topics.read("shared", 30)).hasSize(30);
    }

    @Test
    void reportsAPausedConnectorUntilItIsResumed() throws Exception {
        topics.create("paused");
        connect.put("pausing", NumbersConnector.exactlyOnce("paused", Map.of("last", "9")));
        connect.awaitRunning("pausing", PATIENCE);

        connect.pause("pausing");

        await().atMost(PATIENCE).until(() -> connect.status("pausing")
                .filter(status -> status.state().equals("PAUSED"))
                .isPresent());
        connect.resume("pausing");
        connect.awaitRunning("pausing", PATIENCE);
    }

    @Test
    void reportsTheErrorOfAFailedTaskAndRestartsIt() throws Exception {
        topics.create("failing");
        connect.put("failing", NumbersConnector.exactlyOnce("failing", Map.of("last", "999", "fail.at", "500")));

        await().atMost(PATIENCE).until(() -> connect.status("failing")
                .filter(ConnectorStatus::isFailed)
                .isPresent());

        ServiceException failure =
                catchThrowableOfType(ServiceException.class, () -> connect.awaitRunning("failing", PATIENCE));
        assertThat(failure.getMessage()).isEqualTo("The connector failing has failed: cannot count to 500");
        List<ConnectorStatus> failed = connect.failed();
        assertThat(failed.stream().map(ConnectorStatus::name)).containsExactly("failing");
        assertThat(failed.get(0).failure()).isEqualTo(Optional.of("cannot count to 500"));
        connect.restart("failing");
        connect.delete("failing");
    }

    @Test
    void reportsEveryErrorOfARejectedConfiguration() {
        ServiceException rejected = catchThrowableOfType(
                ServiceException.class,
                () -> connect.put("wrong", NumbersConnector.exactlyOnce("somewhere", Map.of("last", "-1"))));

        assertThat(rejected.getMessage())
                .as(rejected::getMessage)
                .startsWith("The connector wrong cannot be configured: ");
        assertThat(rejected.getMessage()).as(rejected::getMessage).contains("Value must be at least 0");
        assertThat(rejected.getMessage().lines().count()).isEqualTo(1);
    }

    @Test
    void rejectsAnUnknownConnectorClass() {
        assertThatThrownBy(
                        () -> connect.put("unknown", Map.of("connector.class", "no.such.Connector", "tasks.max", "1")))
                .isInstanceOf(ServiceException.class);
        assertThat(connect.status("unknown")).isEmpty();
        assertThat(Set.copyOf(connect.connectors().tailSet("unknown"))).isEmpty();
    }

    private static List<String> upTo(int last) {
        return IntStream.rangeClosed(0, last).mapToObj(Integer::toString).toList();
    }
}
