package dev.wherry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;

class KafkaExitTest {
    private final List<String> events = new ArrayList<>();

    @Test
    void aPartThatCannotGoOnEndsTheProcessAfterTheLastAction() {
        try (KafkaExit exit = KafkaExit.intercept(status -> events.add("exit code " + status))) {
            exit.beforeTheEnd(() -> events.add("last action"));

            Exit.exit(1);
            Exit.halt(2);
        }

        assertThat(events).containsExactly("last action", "exit code 1", "last action", "exit code 2");
    }

    @Test
    void aPartThatFailsWhileItIsBeingStoppedDoesNotDecideTheExitCode() {
        try (KafkaExit exit = KafkaExit.intercept(status -> events.add("exit code " + status))) {
            exit.beforeTheEnd(() -> events.add("last action"));
            exit.stopping();

            Exit.exit(1);
            Exit.halt(1);
        }

        assertThat(events).isEmpty();
    }
}
