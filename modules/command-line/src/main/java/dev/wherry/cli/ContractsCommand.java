package dev.wherry.cli;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.TableName;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks contracts without a pipeline. */
@Command(
        name = "contracts",
        description = "Checks contracts.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ContractsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "check",
            description = "Loads a directory of contracts and reports every fault with its file, position and remedy.",
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(paramLabel = "DIR", description = "The directory with a subdirectory for each type.")
                    Path directory) {
        Catalog catalog = Catalog.load(directory);
        for (Contract contract : catalog.contracts()) {
            String children = contract.children().stream()
                    .map(child -> ", " + table(child.name(), child.columns()))
                    .collect(Collectors.joining());
            spec.commandLine()
                    .getOut()
                    .println("%s: feeds %s -> table %s%s%s"
                            .formatted(
                                    contract.type(),
                                    String.join(", ", contract.feeds()),
                                    table(contract.table(), contract.columns()),
                                    children,
                                    contract.history()
                                            .map(table -> ", history -> table " + table)
                                            .orElse("")));
        }
        return ExitCode.OK;
    }

    private static String table(TableName name, List<Column> columns) {
        return "%s (%d columns)".formatted(name, columns.size());
    }
}
