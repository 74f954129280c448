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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Runs the commands of an example's README in a directory. */
record ExampleShell(Path directory) {
    static final Path EXAMPLES = Project.DIRECTORY.resolve("examples");

    /** The command of this class path. Runs on free ports, because other tests may use the default ones. */
    private static final String WHERRY = """
            #!/usr/bin/env bash
            [ "$1" = run ] && set -- "$@" --kafka-port=0 --connect-port=0 --postgres-port=0
            exec %s "$@"
            """;

    /** Ends what the commands leave in the background. */
    private static final String END = "trap 'kill $(jobs -p) || true' EXIT\n";

    /**
     * All commands of a README that are in code blocks of a language, in their order.
     *
     * @param language {@code sh} for the example itself, {@code bash} for what needs more than this repository
     */
    static String commands(String example, String language) throws IOException {
        String readme = Files.readString(EXAMPLES.resolve(example).resolve("README.md"));
        return String.join(
                "\n",
                Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                        .matcher(readme)
                        .results()
                        .map((MatchResult result) -> result.group(1))
                        .toList());
    }

    /** Asserts that all commands succeed. */
    void run(String commands) throws IOException, InterruptedException {
        Path wherry = Files.writeString(directory.resolve("wherry"), WHERRY.formatted(javaCommand()));
        assertThat(wherry.toFile().setExecutable(true)).isTrue();
        Path output = directory.resolve("output.txt");

        Process shell = new ProcessBuilder("bash", "-euxo", "pipefail", "-c", END + commands)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(shell.waitFor()).as(() -> read(output)).isZero();
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
