package dev.wherry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.wherry.embedded.ConnectorStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectorSupervisorTest {
    private final List<String> restarted = new ArrayList<>();
    private List<ConnectorStatus> failed = List.of();
    private long now = -7;
    private final ConnectorSupervisor supervisor = new ConnectorSupervisor(() -> failed, restarted::add, () -> now);

    @Test
    void countsAFailureOnceUntilTheRestartTakesEffect() {
        failed = List.of(failed("warehouse"));

        for (int i = 0; i < 2 * ConnectorSupervisor.MAX_FAILURES; i++) {
            supervisor.check();
            pass(Duration.ofMillis(100));
        }

        assertThat(restarted).isEqualTo(List.of("warehouse"));
    }

    @Test
    void givesUpAfterRepeatedFailures() {
        failed = List.of(failed("warehouse"));
        for (int i = 1; i < ConnectorSupervisor.MAX_FAILURES; i++) {
            supervisor.check();
            pass(ConnectorSupervisor.RESTART_GRACE);
        }

        String said = catchThrowableOfType(PipelineFailedException.class, supervisor::check)
                .getMessage();

        assertThat(said.contains("warehouse") && said.contains("no such table"))
                .as(said)
                .isTrue();
        assertThat(restarted.size()).isEqualTo(ConnectorSupervisor.MAX_FAILURES - 1);
    }

    @Test
    void givesUpAtOnceOnWhatOnlyAnOperatorCanMend() {
        failed = List.of(failed("warehouse", """
                org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask
                \tat org.apache.kafka.connect.runtime.WorkerSinkTask.execute(WorkerSinkTask.java:1)
                Caused by: dev.wherry.sink.OperatorActionRequiredException: the tables differ:
                column name is missing
                \tat dev.wherry.sink.PostgresSinkTask.put(PostgresSinkTask.java:1)
                \t... 9 more
                """));

        assertThatThrownBy(supervisor::check)
                .isInstanceOf(PipelineFailedException.class)
                .hasMessage("The connector warehouse has failed: the tables differ:\ncolumn name is missing");
        assertThat(restarted).isEmpty();
    }

    @Test
    void givesUpAtOnceAfterARestart() {
        failed = List.of(failed("files"));
        supervisor.check();
        failed = List.of(failed("files", "org.apache.kafka.common.config.ConfigException: no such inbox"));

        assertThatThrownBy(supervisor::check).hasMessage("The connector files has failed: no such inbox");
    }

    @Test
    void countsFailuresPerConnectorAndForgetsOldOnes() {
        assertDoesNotThrow(() -> {
            for (int i = 0; i < 2 * ConnectorSupervisor.MAX_FAILURES; i++) {
                failed = List.of(failed("warehouse"), failed("files"));
                supervisor.check();
                pass(Duration.ofSeconds(20));
            }
        });

        assertThat(restarted.size()).isEqualTo(4 * ConnectorSupervisor.MAX_FAILURES);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static ConnectorStatus failed(String name) {
        return failed(name, "java.lang.Exception: no such table");
    }

    private static ConnectorStatus failed(String name, String trace) {
        return new ConnectorStatus(
                name, "RUNNING", List.of(new ConnectorStatus.Task(0, "FAILED", Optional.of(trace))), Optional.empty());
    }
}
