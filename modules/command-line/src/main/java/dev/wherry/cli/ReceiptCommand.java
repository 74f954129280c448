package dev.wherry.cli;

import dev.wherry.contracts.SqlIdentifiers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows receipts. */
@Command(
        name = "receipt",
        description =
                "Shows what became of the events of a file, one row for each reading; or the receipts of a feed, the"
                        + " last first. Exits with 3 if there is none: the file has not arrived, or is not finished.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples: wherry receipt --home data/home orders/2026-11-29.csv",
            "          wherry receipt --home data/home --feed orders"
        })
final class ReceiptCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--home", paramLabel = "DIR", description = "The home of the pipeline.")
    private Path home;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--feed", paramLabel = "FEED", description = "Show the receipts of this feed.")
    private String feed;

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "100",
            description = "The maximum number of receipts. Default: ${DEFAULT-VALUE}.")
    private int max;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "A file: its path in the inbox, or its name without directories.")
    private String file;

    @Override
    public Integer call() throws IOException, SQLException {
        if (file == null && feed == null) {
            throw new UsageException("Name a file, for example orders/2026-11-29.csv, or a feed with --feed.");
        }
        try (DatabaseConnection warehouse = DatabaseConnection.open(home, database);
                Connection connection = warehouse.connect("wherry-receipt")) {
            requireReceipts(connection);
            if (print(connection) == 0) {
                spec.commandLine()
                        .getErr()
                        .println("There is no receipt of " + (file == null ? "feed " + feed : file)
                                + ". `wherry files` shows what lies in the inbox; a file that grows is finished only when its"
                                + " feed file says when.");
                return ExitCode.CHECK_FAILED;
            }
        }
        return ExitCode.OK;
    }

    private static void requireReceipts(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT to_regclass('receipts') IS NOT NULL");
                ResultSet row = select.executeQuery()) {
            row.next();
            if (!row.getBoolean(1)) {
                throw new UsageException("There are no receipts in this database: run the pipeline first.");
            }
        }
    }

    /** Returns the number of receipts. */
    private long print(Connection connection) throws IOException, SQLException {
        // A scrollable result, because the printer reads it and its size is needed before.
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT * FROM " + SqlIdentifiers.quote("receipts")
                        + " WHERE (?::text IS NULL OR file = ? OR file LIKE '%/' || replace(replace(replace(?, '\\', '\\\\'),"
                        + " '%', '\\%'), '_', '\\_')) AND (?::text IS NULL OR feed = ?)"
                        + " ORDER BY finished_at DESC, file, reading LIMIT ?",
                ResultSet.TYPE_SCROLL_INSENSITIVE,
                ResultSet.CONCUR_READ_ONLY)) {
            select.setString(1, file);
            select.setString(2, file);
            select.setString(3, file);
            select.setString(4, feed);
            select.setString(5, feed);
            select.setInt(6, max);
            try (ResultSet result = select.executeQuery()) {
                if (!result.isBeforeFirst()) {
                    return 0;
                }
                QueryResultPrinter printer =
                        new QueryResultPrinter(spec.commandLine().getOut());
                if (Terminal.isInteractive()) {
                    printer.table(result);
                } else {
                    printer.csv(result);
                }
                return 1;
            }
        }
    }
}
