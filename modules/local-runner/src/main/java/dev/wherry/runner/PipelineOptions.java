package dev.wherry.runner;

import dev.wherry.generator.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What every command that runs a pipeline can be told. */
public final class PipelineOptions {
    /** Reads them from the words of a command line. Throws picocli's ParameterException where they make no sense. */
    public static PipelineOptions of(String... words) {
        PipelineOptions options = new PipelineOptions();
        new CommandLine(options).parseArgs(words);
        return options;
    }

    @Option(
            names = "--inbox",
            required = true,
            paramLabel = "DIR",
            description = "Where event files come in, each feed's in the directory of its name.")
    Path inbox;

    @Option(
            names = "--home",
            required = true,
            paramLabel = "DIR",
            description = "Where all state is kept between runs: topics, tables, archive, logs.")
    Path home;

    @Option(
            names = "--contracts",
            paramLabel = "DIR",
            description = "The event types and their migrations. Default: those that come with Wherry (user and card).")
    Path contracts = Path.of(System.getProperty("wherry.contracts", "contracts"));

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "Where finished files go; on the inbox's file system. Default: archive in the home.")
    Path archive;

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

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "0 for any free one. Default: ${DEFAULT-VALUE}.")
    int kafkaPort = 19092;

    @Option(
            names = "--postgres-port",
            paramLabel = "PORT",
            description = "0 for any free one. Default: ${DEFAULT-VALUE}.")
    int postgresPort = 15432;

    @Option(
            names = "--connect-port",
            paramLabel = "PORT",
            description = "0 for any free one. Default: ${DEFAULT-VALUE}.")
    int connectPort = 18083;

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
}
