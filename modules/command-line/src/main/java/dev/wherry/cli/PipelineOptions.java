package dev.wherry.cli;

import dev.wherry.embedded.ServicePorts;
import dev.wherry.pipeline.GivenServices;
import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.HomeSettings;
import dev.wherry.pipeline.PipelineConfig;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that runs a pipeline. */
public final class PipelineOptions {
    /**
     * Parses command-line arguments.
     *
     * @throws CommandLine.ParameterException if they are invalid
     */
    public static PipelineConfig parse(String... arguments) {
        PipelineOptions options = new PipelineOptions();
        new CommandLine(options).parseArgs(arguments);
        return options.toConfig();
    }

    @Option(
            names = "--inbox",
            paramLabel = "DIR",
            description = "The directory of incoming event files, with a subdirectory for each feed."
                    + " Required if a feed reads from it.")
    Path inbox;

    @Option(
            names = "--home",
            required = true,
            paramLabel = "DIR",
            description = "The directory for all state between runs: topics, tables, archive, logs.")
    Path home;

    @Mixin
    KafkaOptions kafka = new KafkaOptions();

    @Mixin
    DatabaseOptions database = new DatabaseOptions();

    @Mixin
    ContractsOption contracts = new ContractsOption();

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description =
                    "The directory for finished files, which may be on another file system. Default: archive in the home.")
    Path archive;

    @Mixin
    ConnectorOptions connectors = new ConnectorOptions();

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "The port of the embedded Kafka; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    int kafkaPort = 19092;

    @Option(
            names = "--postgres-port",
            paramLabel = "PORT",
            description = "The port of the embedded PostgreSQL; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    int postgresPort = 15432;

    @Option(
            names = "--connect-port",
            paramLabel = "PORT",
            description = "The port of Kafka Connect; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    int connectPort = 18083;

    /** Uses what the last run on the home used for what no option names. */
    PipelineConfig toConfig() {
        GivenServices given = new GivenServices(kafka.given(), database.given())
                .or(HomeSettings.of(new Home(home)).given());
        return new PipelineConfig(
                inbox,
                home,
                contracts.directory(home),
                archive,
                new ServicePorts(kafkaPort, connectPort, postgresPort),
                connectors.toConfig(),
                given);
    }
}
