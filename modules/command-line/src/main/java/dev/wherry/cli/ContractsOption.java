package dev.wherry.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The contracts that a command uses. */
final class ContractsOption {
    @Option(
            names = "--contracts",
            paramLabel = "DIR",
            description = "The contracts and their migrations. Default: those shipped with Wherry (user and card).")
    Path directory = Path.of(System.getProperty("wherry.contracts", "contracts"));
}
