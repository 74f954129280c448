package dev.wherry.operations.connectors;

import dev.wherry.wire.source.DayRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The choices a user makes for the two connectors; everything else follows from the contracts.
 *
 * @param onFinish what the source does with a finished file: {@code archive}, {@code delete} or {@code keep}
 * @param quietPeriod how long an incomplete file must stay unchanged before the source publishes it as it stands
 * @param sourceTasks {@code tasks.max} of the source connector
 * @param sinkTasks {@code tasks.max} of the sink connector
 * @param sourceOverrides further options of the source connector; they override every other setting
 * @param sinkOverrides further options of the sink connector; they override every other setting
 * @param days the days to read instead of those in feed files; empty for those
 */
public record ConnectorsConfig(
        String onFinish,
        Duration quietPeriod,
        int sourceTasks,
        int sinkTasks,
        Map<String, String> sourceOverrides,
        Map<String, String> sinkOverrides,
        Optional<Days> days) {
    /**
     * Days to read.
     *
     * @param asked when they were asked for: the same days can be asked for again
     */
    public record Days(DayRange range, Instant asked) {}

    public static final ConnectorsConfig DEFAULT =
            new ConnectorsConfig("archive", Duration.ofSeconds(10), 1, 1, Map.of(), Map.of(), Optional.empty());

    public ConnectorsConfig {
        sourceOverrides = Map.copyOf(sourceOverrides);
        sinkOverrides = Map.copyOf(sinkOverrides);
    }

    /** These choices with other options of the source connector. */
    public ConnectorsConfig withSourceOverrides(Map<String, String> overrides) {
        return new ConnectorsConfig(onFinish, quietPeriod, sourceTasks, sinkTasks, overrides, sinkOverrides, days);
    }
}
