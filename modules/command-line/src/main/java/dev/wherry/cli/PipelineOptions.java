package dev.wherry.cli;

import dev.wherry.embedded.ServicePorts;
import dev.wherry.pipeline.PipelineConfig;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that runs a pipeline can be told. */
public final class PipelineOptions {
    /** Parses the words of a command line. Throws picocli's ParameterException where they are wrong. */
    public static PipelineConfig parse(String... words) {
        PipelineOptions options = new PipelineOptions();
        new CommandLine(options).parseArgs(words);
        return options.toConfig();
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

    @Mixin
    ContractsOption contracts = new ContractsOption();

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "Where finished files go; on the inbox's file system. Default: archive in the home.")
    Path archive;

    @Mixin
    ConnectorOptions connectors = new ConnectorOptions();

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

    PipelineConfig toConfig() {
        return new PipelineConfig(
                inbox,
                home,
                contracts.directory,
                archive,
                new ServicePorts(kafkaPort, connectPort, postgresPort),
                connectors.toConfig());
    }
}
