package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs examples/formats by the commands of its README. */
class FormatsExampleTest {
    private static final Path EXAMPLE = Project.DIRECTORY.resolve("examples/formats");

    @TempDir
    private Path directory;

    @Test
    void loadsTheExpectedRows() throws IOException {
        Path inbox = directory.resolve("inbox");
        copy(EXAMPLE.resolve("inbox"), inbox);
        Path home = directory.resolve("home");
        String contracts = "--contracts=" + EXAMPLE.resolve("contracts");

        WherryCommand files = WherryCommand.run("files", "--inbox=" + inbox, contracts);
        assertThat(files.exitCode()).as(files.out() + files.err()).isZero();
        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, contracts));
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();

        assertThat(sql(home, "SELECT id, customer, amount, paid, source_file, source_line FROM orders ORDER BY id"))
                .isEqualToNormalizingNewlines(Files.readString(EXAMPLE.resolve("expected.csv")));
        assertThat(sql(home, "SELECT file, line, reasons->0->>'code' AS code FROM quarantine"))
                .isEqualToNormalizingNewlines("file,line,code\nrows/orders-de.csv,4,ragged_row\n");
        WherryCommand audit = WherryCommand.run("audit", "--home=" + home);
        assertThat(audit.exitCode()).as(audit.out() + audit.err()).isZero();
    }

    private static String sql(Path home, String query) {
        WherryCommand sql = WherryCommand.run("sql", "--home=" + home, "--csv", query);
        assertThat(sql.exitCode()).as(sql.err()).isZero();
        return sql.out();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}
