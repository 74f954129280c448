package dev.wherry.cli;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.ContractTable;
import dev.wherry.sink.database.WarehouseRetry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the open rows of the quarantine, and tries those again that PostgreSQL rejected. */
@Command(
        name = "quarantine",
        description = "Shows what is in the quarantine, and tries rejected rows again.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples: wherry quarantine list --home data/home",
            "          wherry quarantine retry --home data/home --type card"
        })
final class QuarantineCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "list",
            description = "Counts the open rows of the quarantine by topic and reason. Prints no events.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--home", paramLabel = "DIR", description = "The home of the pipeline.") Path home,
            @Mixin DatabaseOptions database)
            throws IOException, SQLException {
        try (DatabaseConnection warehouse = DatabaseConnection.open(home, database);
                Connection connection = warehouse.connect("wherry-quarantine");
                PreparedStatement select = connection.prepareStatement("""
                        SELECT topic, reasons -> 0 ->> 'code' AS code, count(*) AS rows,
                            min(quarantined_at)::timestamptz(0) AS oldest, min(reasons -> 0 ->> 'message') AS example
                        FROM quarantine WHERE resolved_at IS NULL
                        GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2
                        """);
                ResultSet result = select.executeQuery()) {
            QueryResultPrinter printer = new QueryResultPrinter(out());
            if (Terminal.isInteractive()) {
                printer.table(result);
            } else {
                printer.csv(result);
            }
        }
        return ExitCode.OK;
    }

    @Command(
            name = "retry",
            description =
                    "Writes the rows again that PostgreSQL rejected, after their cause has been removed. Older rows"
                            + " never replace newer ones, so this is safe while a sink is running. Invalid events stay: they have"
                            + " no row. Exits with 3 if rows are rejected again.",
            mixinStandardHelpOptions = true)
    int retry(
            @Option(names = "--home", paramLabel = "DIR", description = "The home of the pipeline.") Path home,
            @Mixin DatabaseOptions database,
            @Mixin ContractsOption contracts,
            @Option(
                            names = "--type",
                            paramLabel = "TYPE",
                            description = "Only the rows of this type. Default: all types.")
                    String type)
            throws IOException, SQLException {
        Catalog catalog = Catalog.load(contracts.directory(home));
        List<Contract> retried = type == null ? catalog.contracts() : List.of(TypeName.resolve(type, catalog));
        try (DatabaseConnection warehouse = DatabaseConnection.open(home, database)) {
            long resolved = WarehouseRetry.run(
                    warehouse.url(), warehouse.user(), warehouse.password(), catalog, Optional.ofNullable(type));
            long open = openRows(warehouse, retried);
            out().println("in their tables now, or replaced by newer rows: " + resolved);
            out().println("rejected again: " + open
                    + (open == 0 ? "" : " (`wherry quarantine list` shows the reasons)"));
            return open == 0 ? ExitCode.OK : ExitCode.CHECK_FAILED;
        }
    }

    private static long openRows(DatabaseConnection warehouse, List<Contract> contracts) throws SQLException {
        try (Connection connection = warehouse.connect("wherry-quarantine");
                PreparedStatement select = connection.prepareStatement(
                        "SELECT count(*) FROM quarantine WHERE topic = ANY (?) AND resolved_at IS NULL")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            contracts.stream()
                                    .flatMap(contract -> contract.tables().stream())
                                    .map(ContractTable::topic)
                                    .toArray()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
