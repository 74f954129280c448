package dev.wherry.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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

    /**
     * What may have a result of any size, which the driver pages only within a transaction. All else is in autocommit, because
     * VACUUM, CREATE DATABASE and procedures that commit refuse to run in a transaction; several statements are still one
     * transaction, as PostgreSQL treats what is sent together.
     */
    private static final Pattern QUERY = Pattern.compile(
            "(?:\\s|\\(|--[^\\n]*+(?:\\n|$)|/\\*.*?\\*/)*+(?:SELECT|WITH|VALUES|TABLE)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

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
            boolean paged = QUERY.matcher(statement).lookingAt();
            connection.setAutoCommit(!paged);
            sql.setFetchSize(paged ? FETCH_SIZE : 0);
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
            if (paged) {
                connection.commit();
            }
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
