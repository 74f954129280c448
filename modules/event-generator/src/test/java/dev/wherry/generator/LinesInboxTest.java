package dev.wherry.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesInboxTest {
    @TempDir
    Path inbox;

    @Test
    void eachEventIsALine() throws Exception {
        TruthTable truth = VirtualRun.run(GeneratorConfig.users(inbox).seed(1).lines("users.ndjson"));

        List<String> lines = Files.readAllLines(inbox.resolve("users.ndjson"));
        assertEquals(1000, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.startsWith("{\"metadata\": {") && line.endsWith("}}")));
        assertEquals(new Counts(1000, 0, 1000), truth.counts());
    }

    @Test
    void withFaultsThereAreAsManyLinesAsEventsAndNoneIsBlank() throws Exception {
        TruthTable truth = VirtualRun.run(GeneratorConfig.users(inbox)
                .seed(2)
                .lines("users.ndjson")
                .faults(new Faults(0.1, 0.1, 0.2, 0.1, Duration.ofSeconds(1), 5)));

        List<String> lines = Files.readAllLines(inbox.resolve("users.ndjson"));
        assertEquals(truth.counts().events(), lines.size());
        assertTrue(lines.stream().noneMatch(String::isEmpty));
        assertEquals(
                truth.counts().invalid(),
                lines.stream().filter(line -> !line.endsWith("}}")).count());
    }

    @Test
    void aLineThatAnEarlierRunLeftCutOffSwallowsNoEvent() throws Exception {
        Path file = inbox.resolve("users.ndjson");
        Files.writeString(file, "{\"metadata\": {\"ty");

        VirtualRun.run(GeneratorConfig.users(inbox).seed(3).count(1).lines("users.ndjson"));

        List<String> lines = Files.readAllLines(file);
        assertEquals(2, lines.size());
        assertEquals("{\"metadata\": {\"ty", lines.get(0));
        assertTrue(lines.get(1).endsWith("}}"));
    }
}
