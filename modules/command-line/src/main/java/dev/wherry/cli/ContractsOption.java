package dev.wherry.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which contracts a command works with. */
final class ContractsOption {
    @Option(
            names = "--contracts",
            paramLabel = "DIR",
            description = "The event types and their migrations. Default: those that come with Wherry (user and card).")
    Path directory = Path.of(System.getProperty("wherry.contracts", "contracts"));
}
