package dev.wherry.cli;

import dev.wherry.embedded.ConnectorOptionNames;
import dev.wherry.generator.DurationText;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.operations.connectors.ConnectorsConfig;
import dev.wherry.wire.Suggestions;
import dev.wherry.wire.source.DayRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the two connectors, wherever they run. */
final class ConnectorOptions {
    @Option(
            names = "--on-finish",
            paramLabel = "WHAT",
            description = "What to do with a finished file: archive, delete or keep. Default: ${DEFAULT-VALUE}.")
    String onFinish = "archive";

    @Option(
            names = "--quiet-period",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "How long an incomplete file must be unchanged before it is published as is:"
                    + " 500ms, 10s, 5m. Default: 10s.")
    Duration quietPeriod = Duration.ofSeconds(10);

    @Option(
            names = "--source-tasks",
            paramLabel = "N",
            description = "The number of tasks that read the inbox. Default: ${DEFAULT-VALUE}.")
    int sourceTasks = 1;

    @Option(
            names = "--sink-tasks",
            paramLabel = "N",
            description = "The number of tasks that write the tables. Default: ${DEFAULT-VALUE}.")
    int sinkTasks = 1;

    @Option(
            names = "--days",
            paramLabel = "A..B",
            description =
                    "The days to read instead of those in feed files, for feeds that have days: 2019-04-01..2019-04-07,"
                            + " yesterday..today, or one day.")
    String days;

    @Mixin
    SourceOverrides sourceOverrides = new SourceOverrides();

    @Option(
            names = "--sink-option",
            paramLabel = "KEY=VALUE",
            description = "An additional option of the sink connector. Repeatable.")
    Map<String, String> sinkOverrides = new LinkedHashMap<>();

    /** The range in {@code --days}. */
    private Optional<ConnectorsConfig.Days> days() {
        if (days == null) {
            return Optional.empty();
        }
        return Optional.of(new ConnectorsConfig.Days(days(days), Instant.now()));
    }

    /** @throws UsageException if the text is no range of days */
    static DayRange days(String text) {
        return DayRange.of(text)
                .orElseThrow(() -> new UsageException(
                        "--days %s: write the first and the last day, such as 2019-04-01..2019-04-07, or one day."
                                .formatted(text)));
    }

    /** @throws UsageException if a connector has no such option */
    ConnectorsConfig toConfig() {
        List.of("database.url", "database.user", "database.password").stream()
                .filter(sinkOverrides::containsKey)
                .findFirst()
                .ifPresent(name -> {
                    throw new UsageException(
                            "--sink-option %s is not possible: name the database with --database-url,".formatted(name)
                                    + " --database-user, and --database-password-file or WHERRY_DATABASE_PASSWORD.");
                });
        List<String> faults = new ArrayList<>(sourceOverrides.faults());
        if (!sinkOverrides.isEmpty()) {
            faults.addAll(unknown(
                    "--sink-option", sinkOverrides.keySet(), ConnectorOptionNames.ofSink(ConnectorConfigs.SINK_CLASS)));
        }
        if (!faults.isEmpty()) {
            throw new UsageException(String.join("\n", faults));
        }
        return new ConnectorsConfig(
                onFinish, quietPeriod, sourceTasks, sinkTasks, sourceOverrides.options(), sinkOverrides, days());
    }

    /** A sentence for each option that the connector does not know. */
    static List<String> unknown(String flag, Collection<String> options, ConnectorOptionNames known) {
        return options.stream()
                .filter(option -> !known.contains(option))
                .map(option -> "%s %s: the connector has no such option; %s"
                        .formatted(
                                flag,
                                option,
                                Suggestions.to(option, known.candidates(option, ConnectorOptions::isTypo))
                                        .map(name -> "did you mean %s?".formatted(name))
                                        .orElse("its options are in docs/file-source-connector.md"
                                                + " and docs/sink-writer.md.")))
                .toList();
    }

    private static boolean isTypo(String text, String name) {
        return Suggestions.to(text, List.of(name)).isPresent();
    }
}
