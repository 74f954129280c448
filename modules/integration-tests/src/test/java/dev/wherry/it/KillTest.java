package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wherry.generator.EventService;
import dev.wherry.generator.Faults;
import dev.wherry.generator.GeneratorConfig;
import dev.wherry.generator.TruthTable;
import dev.wherry.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline's process is killed in the midst of its work. */
class KillTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void three_kills_lose_nothing_and_publish_nothing_twice() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        Path output = directory.resolve("output");
        Faults faults = new Faults(0.02, 0.02, 0.01, 0.02, Duration.ofSeconds(1), 10);
        TruthTable truth;
        try (EventService cards = EventService.start(GeneratorConfig.cards(inbox.resolve("cards"))
                .seed(seed)
                .rate(200)
                .faults(faults)
                .remember()
                .build())) {
            for (int kill = 1; kill <= 3; kill++) {
                long enough = archived(home) + 200 + random.nextInt(1_000);
                try (ChildProcess run = WherryCommand.start(output, WherryCommand.runArguments(inbox, home))) {
                    Await.until(PATIENCE, () -> archived(home) >= enough || !run.isAlive(), run::output);
                    assertEquals(true, run.isAlive(), run.output());
                    run.kill();
                }
            }
            cards.close();
            truth = cards.truth();
        }

        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, "--quiet-period=2s"));

        assertEquals(0, run.exitCode(), run.err() + run.out());
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertEquals(List.of(), tables.differences(truth));
            assertEquals(truth.counts().invalid(), tables.count("quarantine"));
        }
        Map<String, Integer> records = RawTopics.recordsByFile(home, "cards");
        assertEquals(truth.counts().events(), records.size());
        assertEquals(
                List.of(),
                records.entrySet().stream().filter(file -> file.getValue() != 1).toList());
    }

    /** How many files have been handed over. */
    private static long archived(Path home) throws IOException {
        Path archive = home.resolve("archive/cards");
        if (!Files.exists(archive)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(archive)) {
            return files.count();
        }
    }
}
