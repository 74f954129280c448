package dev.wherry.generator;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(lines.size()).isEqualTo(1000);
        assertThat(lines.stream().allMatch(line -> line.startsWith("{\"metadata\": {") && line.endsWith("}}")))
                .isTrue();
        assertThat(truth.counts()).isEqualTo(new Counts(1000, 0, 1000));
    }

    @Test
    void withFaultsThereAreAsManyLinesAsEventsAndNoneIsBlank() throws Exception {
        TruthTable truth = VirtualRun.run(GeneratorConfig.users(inbox)
                .seed(2)
                .lines("users.ndjson")
                .faults(new FaultConfig(0.1, 0.1, 0.2, 0.1, Duration.ofSeconds(1), 5)));

        List<String> lines = Files.readAllLines(inbox.resolve("users.ndjson"));
        assertThat(lines.size()).isEqualTo(truth.counts().events());
        assertThat(lines.stream().noneMatch(String::isEmpty)).isTrue();
        assertThat(lines.stream().filter(line -> !line.endsWith("}}")).count())
                .isEqualTo(truth.counts().invalid());
    }

    @Test
    void aLineThatAnEarlierRunLeftCutOffSwallowsNoEvent() throws Exception {
        Path file = inbox.resolve("users.ndjson");
        Files.writeString(file, "{\"metadata\": {\"ty");

        VirtualRun.run(GeneratorConfig.users(inbox).seed(3).count(1).lines("users.ndjson"));

        List<String> lines = Files.readAllLines(file);
        assertThat(lines.size()).isEqualTo(2);
        assertThat(lines.get(0)).isEqualTo("{\"metadata\": {\"ty");
        assertThat(lines.get(1).endsWith("}}")).isTrue();
    }
}
