package dev.wherry.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

        assertEquals(0, exit, err::toString);
        assertEquals(3, WrittenFile.in(directory).size());
        assertTrue(out.toString().startsWith("users: 3 events written to "), out::toString);
    }

    @Test
    void everyEventIsNamedInTheLogThatIsAskedFor() throws Exception {
        Path log = directory.resolve("logs/users.log");

        int exit = execute(
                "users", "--directory", directory.resolve("users").toString(), "--count", "3", "--log", log.toString());

        assertEquals(0, exit, err::toString);
        String lines = Files.readString(Path.of(log + ".0"));
        try (Stream<Path> files = Files.list(directory.resolve("users"))) {
            List<Path> written = files.toList();
            assertEquals(3, written.size());
            assertEquals(3, lines.lines().count());
            for (Path file : written) {
                String name = file.getFileName().toString().replace(".json", "");
                assertTrue(lines.contains("users " + name), lines);
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

        assertEquals(0, exit, err::toString);
        assertEquals(
                TruthTable.load(truth).counts().events(),
                Files.readAllLines(directory.resolve("c.ndjson")).size());
    }

    @Test
    void helpIsGiven() {
        assertEquals(0, execute("cards", "--help"));
        assertTrue(out.toString().contains("--truth=FILE"), out::toString);
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
        assertEquals(2, execute(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
        assertTrue(err.toString().contains("Usage: generate"), err::toString);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsAFailure() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertEquals(1, execute("users", "--directory", file.resolve("users").toString()));
        assertTrue(err.toString().startsWith("The users service could not write to "), err::toString);
    }
}
