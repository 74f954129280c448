package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory with an inbox, contracts and a home, and the commands on them. */
record PipelineDirectory(Path path) {
    Path inbox() {
        return path.resolve("inbox");
    }

    Path contracts() {
        return path.resolve("contracts");
    }

    Path home() {
        return path.resolve("home");
    }

    /** Runs {@code wherry run --once}. */
    WherryCommand runOnce() {
        return WherryCommand.run(WherryCommand.runOnceArguments(inbox(), home(), "--contracts=" + contracts()));
    }

    /** Runs another command, with the options for home and contracts. */
    WherryCommand command(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--home=" + home());
        all.add("--contracts=" + contracts());
        return WherryCommand.run(all.toArray(String[]::new));
    }

    /** The CSV that {@code wherry sql} prints. */
    String csv(String query) {
        WherryCommand sql = WherryCommand.run("sql", "--home=" + home(), "--csv", query);
        assertThat(sql.exitCode()).as(sql.err()).isZero();
        return sql.out();
    }

    /** Moves a complete file into the inbox. */
    void deliver(String feed, String name, String... lines) throws IOException {
        Path directory = Files.createDirectories(inbox().resolve(feed));
        Files.move(Files.write(path.resolve(name), List.of(lines)), directory.resolve(name));
    }

    /** The first column of a query's result. The home must not be in use. */
    List<String> column(String query) throws Exception {
        try (WarehouseTables tables = WarehouseTables.of(home())) {
            return tables.column(query);
        }
    }
}
