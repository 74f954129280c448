package dev.wherry.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an SQL statement in the warehouse. */
@Command(
        name = "sql",
        description = "Runs an SQL statement in the warehouse, whether or not the pipeline is running.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: wherry sql --home data/home \"SELECT * FROM ledger\""})
final class SqlCommand implements Callable<Integer> {
    private static final int FETCH_SIZE = 1_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--home", paramLabel = "DIR", description = "The home of the pipeline.")
    private Path home;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--csv",
            description =
                    "Print CSV with whole values. The default if the output is not a terminal, which shows a table.")
    private boolean csv;

    @Parameters(paramLabel = "STATEMENT", description = "An SQL statement.")
    private String statement;

    @Override
    public Integer call() throws IOException, SQLException {
        try (DatabaseConnection warehouse = DatabaseConnection.open(home, database);
                Connection connection = warehouse.connect("wherry-sql");
                Statement sql = connection.createStatement()) {
            // the driver pages results only within a transaction
            connection.setAutoCommit(false);
            sql.setFetchSize(FETCH_SIZE);
            boolean hasRows = sql.execute(statement);
            // one result for each of several statements; without rows and count after the last
            while (hasRows || sql.getUpdateCount() >= 0) {
                if (hasRows) {
                    try (ResultSet result = sql.getResultSet()) {
                        print(result);
                    }
                } else if (sql.getUpdateCount() > 0) {
                    spec.commandLine().getErr().println(sql.getUpdateCount() + " rows");
                }
                hasRows = sql.getMoreResults();
            }
            connection.commit();
        }
        return ExitCode.OK;
    }

    private void print(ResultSet result) throws IOException, SQLException {
        QueryResultPrinter printer = new QueryResultPrinter(spec.commandLine().getOut());
        if (csv || !Terminal.isInteractive()) {
            printer.csv(result);
        } else {
            printer.table(result);
        }
    }
}
