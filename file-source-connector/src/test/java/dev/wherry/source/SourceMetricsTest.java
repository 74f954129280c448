package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class SourceMetricsTest {
    private final FakeMetrics registry = new FakeMetrics();

    @Test
    void aTaskWaitsForTheOneBeforeThatHasStillItsNames() throws InterruptedException {
        new SourceMetrics(registry).committed(1, 1, 1);

        CompletableFuture<SourceMetrics> next = CompletableFuture.supplyAsync(() -> new SourceMetrics(registry));
        registry.awaitRefusal();
        registry.clear();
        next.join().committed(7, 0, 0);

        assertEquals(7, registry.value("documents-total"));
    }

    @Test
    void aWorkerThatStopsIsNotHeldUp() {
        new SourceMetrics(registry).committed(1, 1, 1);

        Thread.currentThread().interrupt();

        assertThrows(ConnectException.class, () -> new SourceMetrics(registry));
        assertTrue(Thread.interrupted(), "the interruption is there to be seen");
    }
}
