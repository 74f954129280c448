package dev.wherry.it;

import static dev.wherry.it.ExampleShell.EXAMPLES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each example by the commands of its README, which compare the tables with the expected rows by {@code diff}. */
class ExamplesTest {
    /** Ends with exit code 3 if a table is not as before, or if an audit finds a difference. */
    private static final String REBUILD = "\n./wherry rebuild --home data/%s/home\n";

    @TempDir
    private Path directory;

    static List<String> examples() throws IOException {
        try (Stream<Path> examples = Files.list(EXAMPLES)) {
            return examples.map(example -> example.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theCommandsOfTheReadmeYieldTheExpectedRowsAndARebuildTheSame(String example)
            throws IOException, InterruptedException {
        Files.createSymbolicLink(directory.resolve("examples"), EXAMPLES);
        String commands = ExampleShell.commands(example, "sh");
        assertThat(commands)
                .as("the README of " + example)
                .contains("./wherry run ", " --once", "| diff examples/" + example + "/", "./wherry audit ");

        new ExampleShell(directory).run(commands + REBUILD.formatted(example));
    }
}
