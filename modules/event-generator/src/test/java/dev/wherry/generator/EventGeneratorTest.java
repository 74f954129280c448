package dev.wherry.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EventGeneratorTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return new CommandLine(new EventGenerator())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void usersAreWritten() throws Exception {
        int exit = execute("users", "--directory", directory.toString(), "--count", "3");

        assertThat(exit).as(err::toString).isEqualTo(0);
        assertThat(WrittenFile.in(directory).size()).isEqualTo(3);
        assertThat(out.toString().startsWith("users: 3 events written to "))
                .as(out::toString)
                .isTrue();
    }

    @Test
    void everyEventIsNamedInTheLogThatIsAskedFor() throws Exception {
        Path log = directory.resolve("logs/users.log");

        int exit = execute(
                "users", "--directory", directory.resolve("users").toString(), "--count", "3", "--log", log.toString());

        assertThat(exit).as(err::toString).isEqualTo(0);
        String lines = Files.readString(Path.of(log + ".0"));
        try (Stream<Path> files = Files.list(directory.resolve("users"))) {
            List<Path> written = files.toList();
            assertThat(written.size()).isEqualTo(3);
            assertThat(lines.lines().count()).isEqualTo(3);
            for (Path file : written) {
                String name = file.getFileName().toString().replace(".json", "");
                assertThat(lines.contains("users " + name)).as(lines).isTrue();
            }
        }
    }

    @Test
    void allOptionsAreTaken() throws Exception {
        Path truth = directory.resolve("truth.csv");

        int exit = execute(
                ("cards --directory " + directory + " --seed 1 --rate 10000 --count 100 --duration 20s --lines c.ndjson"
                                + " --truth " + truth
                                + " --duplicates 0.1 --stale 0.1 --cut-off 0.1 --pauses 0.1 --pause 1ms --shuffle 5")
                        .split(" "));

        assertThat(exit).as(err::toString).isEqualTo(0);
        assertThat(Files.readAllLines(directory.resolve("c.ndjson")).size())
                .isEqualTo(TruthTable.load(truth).counts().events());
    }

    @Test
    void helpIsGiven() {
        assertThat(execute("cards", "--help")).isEqualTo(0);
        assertThat(out.toString().contains("--truth=FILE")).as(out::toString).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "users",
                "cards --directory x --rate 0",
                "cards --directory x --cut-off 2",
                "cards --directory x --duration 5",
                "cards --directory x --lines a/b"
            })
    void nonsenseIsAUsageError(String arguments) {
        assertThat(execute(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString().contains("Usage: generate")).as(err::toString).isTrue();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsAFailure() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(execute("users", "--directory", file.resolve("users").toString()))
                .isEqualTo(1);
        assertThat(err.toString().startsWith("The users service could not write to "))
                .as(err::toString)
                .isTrue();
    }
}
