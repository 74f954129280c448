package dev.wherry.cli;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The services that a command works on: those of a home, or given ones. */
final class ServiceOptions {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The home of the pipeline. Its services are those of its last run.")
    Path home;

    @Mixin
    KafkaOptions kafka = new KafkaOptions();

    @Mixin
    DatabaseOptions database = new DatabaseOptions();
}
