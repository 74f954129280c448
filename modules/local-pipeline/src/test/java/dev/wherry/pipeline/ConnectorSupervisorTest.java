package dev.wherry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
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
        return new ConnectorStatus(
                name,
                "RUNNING",
                List.of(new ConnectorStatus.Task(0, "FAILED", Optional.of("java.lang.Exception: no such table"))),
                Optional.empty());
    }
}
