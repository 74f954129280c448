package dev.wherry.bench.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void a_percentile_is_the_least_time_within_which_that_part_was_done() {
        Latencies latencies = new Latencies(
                LongStream.rangeClosed(1, 200).map(i -> (201 - i) * 1_000_000).toArray());

        assertEquals(100, latencies.millis(0.5));
        assertEquals(198, latencies.millis(0.99));
        assertEquals(200, latencies.millis(1));
    }
}
