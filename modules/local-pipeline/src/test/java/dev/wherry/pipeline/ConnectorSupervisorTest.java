package dev.wherry.pipeline;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void a_failure_that_is_seen_many_times_before_the_restart_takes_effect_counts_once() {
        failed = List.of(failed("warehouse"));

        for (int i = 0; i < 2 * ConnectorSupervisor.MAX_FAILURES; i++) {
            supervisor.check();
            pass(Duration.ofMillis(100));
        }

        assertEquals(List.of("warehouse"), restarted);
    }

    @Test
    void what_fails_again_after_every_restart_is_given_up() {
        failed = List.of(failed("warehouse"));
        for (int i = 1; i < ConnectorSupervisor.MAX_FAILURES; i++) {
            supervisor.check();
            pass(ConnectorSupervisor.RESTART_GRACE);
        }

        String said =
                assertThrows(PipelineFailedException.class, supervisor::check).getMessage();

        assertTrue(said.contains("warehouse") && said.contains("no such table"), said);
        assertEquals(ConnectorSupervisor.MAX_FAILURES - 1, restarted.size());
    }

    @Test
    void failures_of_connectors_and_of_long_ago_are_counted_apart() {
        assertDoesNotThrow(() -> {
            for (int i = 0; i < 2 * ConnectorSupervisor.MAX_FAILURES; i++) {
                failed = List.of(failed("warehouse"), failed("files"));
                supervisor.check();
                pass(Duration.ofSeconds(20));
            }
        });

        assertEquals(4 * ConnectorSupervisor.MAX_FAILURES, restarted.size());
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
