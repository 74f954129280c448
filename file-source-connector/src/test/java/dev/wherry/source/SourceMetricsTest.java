package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.testing.connect.FakeMetrics;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class SourceMetricsTest {
    private final FakeMetrics registry = new FakeMetrics();

    @Test
    void waitsUntilThePreviousTaskReleasesItsMetricNames() throws InterruptedException {
        new SourceMetrics(registry).committed(1, 1, 1);

        CompletableFuture<SourceMetrics> next = CompletableFuture.supplyAsync(() -> new SourceMetrics(registry));
        registry.awaitRejection();
        registry.clear();
        next.join().committed(7, 0, 0);

        assertThat(registry.value("documents-total")).isEqualTo(7);
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        new SourceMetrics(registry).committed(1, 1, 1);

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new SourceMetrics(registry)).isInstanceOf(ConnectException.class);
        assertThat(Thread.interrupted()).as("the interrupt flag is kept").isTrue();
    }
}
