package dev.wherry.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RowTest {
    @Test
    void the_median_is_the_sample_in_the_middle_whatever_the_order() {
        assertEquals(20, row(30, 10, 20).median(Metric.EVENTS_PER_SECOND));
    }

    @Test
    void the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assertEquals(25, row(40, 10, 20, 30).median(Metric.EVENTS_PER_SECOND));
    }

    @Test
    void cpu_time_is_that_of_all_processes() {
        Sample sample = Sample.of(Metric.EVENTS_PER_SECOND, 1)
                .with(Metric.cpu("broker"), 3)
                .with(Metric.cpu("connect"), 4)
                .with(Metric.BROKER_BYTES, 100);

        assertEquals(7, new Row("us", Kind.OURS, List.of(sample)).cpu());
    }

    @Test
    void nothing_that_is_no_number_gets_into_a_table() {
        assertThrows(IllegalArgumentException.class, () -> Sample.of(Metric.EVENTS_PER_SECOND, 1.0 / 0));
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
