package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CompletableFuture;
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
}
