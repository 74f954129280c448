package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.cli.Wherry;
import dev.wherry.testing.Project;
import dev.wherry.testing.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each example by the commands of its README, which compare the tables with the expected rows by {@code diff}. */
class ExamplesTest {
    private static final Path EXAMPLES = Project.DIRECTORY.resolve("examples");
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    /** The command of this class path. Runs on free ports, because other tests may use the default ones. */
    private static final String WHERRY = """
            #!/usr/bin/env bash
            [ "$1" = run ] && set -- "$@" --kafka-port=0 --connect-port=0 --postgres-port=0
            exec %s "$@"
            """;

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
        Path wherry = Files.writeString(directory.resolve("wherry"), WHERRY.formatted(javaCommand()));
        assertThat(wherry.toFile().setExecutable(true)).isTrue();
        Path output = directory.resolve("output.txt");

        Process shell = new ProcessBuilder(
                        "bash", "-euxo", "pipefail", "-c", commandsOf(example) + REBUILD.formatted(example))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(shell.waitFor()).as(() -> read(output)).isZero();
    }

    /** All commands of the README, in their order. */
    private static String commandsOf(String example) throws IOException {
        Matcher block =
                COMMANDS.matcher(Files.readString(EXAMPLES.resolve(example).resolve("README.md")));
        String commands =
                String.join("\n", block.results().map(result -> result.group(1)).toList());
        assertThat(commands)
                .as("the README of " + example)
                .contains("./wherry run ", " --once", "| diff examples/" + example + "/", "./wherry audit ");
        return commands;
    }

    private static String javaCommand() {
        return String.join(
                " ",
                JavaCommand.of(
                        List.of(
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1",
                                "-Dwherry.contracts=" + WherryCommand.SHIPPED_CONTRACTS),
                        Wherry.class.getName(),
                        List.of()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
