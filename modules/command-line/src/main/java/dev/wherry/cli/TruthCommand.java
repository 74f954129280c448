package dev.wherry.cli;

import dev.wherry.generator.TruthTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares the tables with the truth files of the generator. */
@Command(
        name = "truth",
        description = "Compares the tables of a home with the truth files of the generator, row by row. Exits with 3"
                + " if they differ.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: wherry generate cards --directory inbox/cards --duration 60s --truth cards.csv",
            "         wherry run --inbox inbox --home home --once",
            "         wherry truth --home home cards.csv"
        })
final class TruthCommand implements Callable<Integer> {
    private static final int MAX_PRINTED = 20;

    @Spec
    private CommandSpec spec;

    @Option(names = "--home", paramLabel = "DIR", description = "The home of the pipeline.")
    private Path home;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A file written by `generate --truth FILE`.")
    private List<Path> files;

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        boolean equal = true;
        try (DatabaseConnection warehouse = DatabaseConnection.open(home, database);
                Connection connection = warehouse.connect("wherry-truth")) {
            for (Path file : files) {
                TruthTable truth = TruthTable.load(file);
                List<String> differences = differences(truth, connection);
                out.println("%s: %d rows, %d differences"
                        .formatted(file, truth.rows().size(), differences.size()));
                differences.stream().limit(MAX_PRINTED).forEach(difference -> out.println("  " + difference));
                equal &= differences.isEmpty();
            }
        }
        return equal ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private static List<String> differences(TruthTable truth, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(truth.query())) {
            return truth.differences(rows);
        }
    }
}
