package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.generator.EventService;
import dev.wherry.generator.FaultConfig;
import dev.wherry.generator.GeneratorConfig;
import dev.wherry.generator.TruthTable;
import dev.wherry.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of the whole pipeline is killed while it works. */
class KillTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void threeKillsLoseNothingAndPublishNothingTwice() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        Path output = directory.resolve("output");
        FaultConfig faults = new FaultConfig(0.02, 0.02, 0.01, 0.02, Duration.ofSeconds(1), 10);
        TruthTable truth;
        try (EventService cards = EventService.start(GeneratorConfig.cards(inbox.resolve("cards"))
                .seed(seed)
                .rate(200)
                .faults(faults)
                .remember()
                .build())) {
            for (int kill = 1; kill <= 3; kill++) {
                long filesUntilKill = archived(home) + 200 + random.nextInt(1_000);
                try (ChildProcess run = WherryCommand.start(output, WherryCommand.runArguments(inbox, home))) {
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(50))
                            .failFast(() ->
                                    assertThat(run.isAlive()).as(run::output).isTrue())
                            .untilAsserted(() ->
                                    assertThat(archived(home)).as(run::output).isGreaterThanOrEqualTo(filesUntilKill));
                    run.kill();
                }
            }
            cards.close();
            truth = cards.truth();
        }

        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, "--quiet-period=2s"));

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.differences(truth)).isEmpty();
            assertThat(tables.count("quarantine")).isEqualTo(truth.counts().invalid());
        }
        Map<String, Integer> records = RawTopics.recordsByFile(home, "cards");
        assertThat(records.size()).isEqualTo(truth.counts().events());
        assertThat(records.entrySet().stream()
                        .filter(file -> file.getValue() != 1)
                        .toList())
                .isEmpty();
    }

    /** The number of archived files. */
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
