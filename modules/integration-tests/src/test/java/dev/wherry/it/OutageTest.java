package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wherry.cli.PipelineOptions;
import dev.wherry.generator.EventService;
import dev.wherry.generator.Faults;
import dev.wherry.generator.GeneratorConfig;
import dev.wherry.generator.TruthTable;
import dev.wherry.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service goes away for longer than sessions and transactions last, and comes back: the pipeline carries on by itself. */
class OutageTest {
    private static final Duration OUTAGE = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void the_broker_is_away_for_20_seconds() throws Exception {
        carriesOnAfter(pipeline -> {
            pipeline.services().kafka().stop();
            Thread.sleep(OUTAGE.toMillis());
            pipeline.services().kafka().startAgain();
        });
    }

    @Test
    void PostgreSQL_is_away_for_20_seconds() throws Exception {
        carriesOnAfter(pipeline -> {
            pipeline.services().database().stop();
            Thread.sleep(OUTAGE.toMillis());
            pipeline.services().database().startAgain();
        });
    }

    @FunctionalInterface
    private interface Outage {
        void happenTo(Pipeline pipeline) throws Exception;
    }

    private void carriesOnAfter(Outage outage) throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        List<String> words = WherryCommand.pipelineOptions(inbox, home);
        try (Pipeline pipeline = Pipeline.start(PipelineOptions.parse(words.toArray(String[]::new)))) {
            TruthTable truth;
            try (EventService cards = EventService.start(GeneratorConfig.cards(inbox.resolve("cards"))
                    .rate(100)
                    .faults(Faults.NONE)
                    .remember()
                    .build())) {
                Await.until(PATIENCE, () -> pipeline.snapshot().rows() > 0, () -> "no row came");
                outage.happenTo(pipeline);
                cards.close();
                truth = cards.truth();
            }

            Await.until(
                    PATIENCE,
                    () -> {
                        pipeline.supervise();
                        return pipeline.isDrained();
                    },
                    () -> "the pipeline did not come to rest");

            assertEquals(List.of(), pipeline.books().imbalances());
            try (WarehouseTables tables = WarehouseTables.of(home)) {
                assertEquals(List.of(), tables.differences(truth));
            }
        }
    }
}
