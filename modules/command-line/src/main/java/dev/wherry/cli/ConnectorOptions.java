package dev.wherry.cli;

import dev.wherry.generator.DurationText;
import dev.wherry.operations.connectors.ConnectorsConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What the two connectors can be told, wherever they run. */
final class ConnectorOptions {
    @Option(
            names = "--on-finish",
            paramLabel = "WHAT",
            description = "What becomes of a finished file: archive, delete or keep. Default: ${DEFAULT-VALUE}.")
    String onFinish = "archive";

    @Option(
            names = "--quiet-period",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "How long an incomplete file must not change before it is taken as it stands:"
                    + " 500ms, 10s, 5m. Default: 10s.")
    Duration quietPeriod = Duration.ofSeconds(10);

    @Option(
            names = "--source-tasks",
            paramLabel = "N",
            description = "How many tasks read the inbox. Default: ${DEFAULT-VALUE}.")
    int sourceTasks = 1;

    @Option(
            names = "--sink-tasks",
            paramLabel = "N",
            description = "How many tasks write the tables. Default: ${DEFAULT-VALUE}.")
    int sinkTasks = 1;

    @Option(
            names = "--source-option",
            paramLabel = "KEY=VALUE",
            description = "A further option of the source connector, such as lines.patterns=*.txt; may be repeated.")
    Map<String, String> sourceOverrides = new LinkedHashMap<>();

    @Option(
            names = "--sink-option",
            paramLabel = "KEY=VALUE",
            description = "A further option of the sink connector; may be repeated.")
    Map<String, String> sinkOverrides = new LinkedHashMap<>();

    ConnectorsConfig toConfig() {
        return new ConnectorsConfig(onFinish, quietPeriod, sourceTasks, sinkTasks, sourceOverrides, sinkOverrides);
    }
}
