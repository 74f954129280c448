package dev.wherry.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RowTest {
    @Test
    void medianIsTheMiddleSampleInAnyOrder() {
        assertThat(row(30, 10, 20).median(Metric.EVENTS_PER_SECOND)).isEqualTo(20);
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertThat(row(40, 10, 20, 30).median(Metric.EVENTS_PER_SECOND)).isEqualTo(25);
    }

    @Test
    void cpuTimeSumsAllProcesses() {
        Sample sample = Sample.of(Metric.EVENTS_PER_SECOND, 1)
                .with(Metric.cpu("broker"), 3)
                .with(Metric.cpu("connect"), 4)
                .with(Metric.BROKER_BYTES, 100);

        assertThat(new Row("us", Kind.OURS, List.of(sample)).cpu()).isEqualTo(7);
    }

    @Test
    void refusesInfiniteValues() {
        assertThatThrownBy(() -> Sample.of(Metric.EVENTS_PER_SECOND, 1.0 / 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Row row(double... rates) {
        return new Row(
                "us",
                Kind.OURS,
                DoubleStream.of(rates)
                        .mapToObj(rate -> Sample.of(Metric.EVENTS_PER_SECOND, rate))
                        .toList());
    }
}
