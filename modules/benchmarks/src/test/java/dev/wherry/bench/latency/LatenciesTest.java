package dev.wherry.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void percentilesUseTheNearestRank() {
        Latencies latencies = new Latencies(
                LongStream.rangeClosed(1, 200).map(i -> (201 - i) * 1_000_000).toArray());

        assertThat(latencies.percentileMillis(0.5)).isEqualTo(100);
        assertThat(latencies.percentileMillis(0.99)).isEqualTo(198);
        assertThat(latencies.percentileMillis(1)).isEqualTo(200);
    }
}
