package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.cli.PipelineOptions;
import dev.wherry.generator.EventService;
import dev.wherry.generator.FaultConfig;
import dev.wherry.generator.GeneratorConfig;
import dev.wherry.generator.TruthTable;
import dev.wherry.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service is down for longer than session and transaction timeouts. The pipeline recovers by itself. */
class OutageTest {
    private static final Duration OUTAGE = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void survivesABrokerOutageOf20Seconds() throws Exception {
        recoversFrom(pipeline -> {
            pipeline.services().kafka().stop();
            Thread.sleep(OUTAGE.toMillis());
            pipeline.services().kafka().startAgain();
        });
    }

    @Test
    void survivesAPostgresOutageOf20Seconds() throws Exception {
        recoversFrom(pipeline -> {
            pipeline.services().database().stop();
            Thread.sleep(OUTAGE.toMillis());
            pipeline.services().database().startAgain();
        });
    }

    @FunctionalInterface
    private interface Outage {
        void happenTo(Pipeline pipeline) throws Exception;
    }

    private void recoversFrom(Outage outage) throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        List<String> options = WherryCommand.pipelineOptions(inbox, home);
        try (Pipeline pipeline = Pipeline.start(PipelineOptions.parse(options.toArray(String[]::new)))) {
            TruthTable truth;
            try (EventService cards = EventService.start(GeneratorConfig.cards(inbox.resolve("cards"))
                    .rate(100)
                    .faults(FaultConfig.NONE)
                    .remember()
                    .build())) {
                await("rows").atMost(PATIENCE).until(() -> pipeline.snapshot().rows() > 0);
                outage.happenTo(pipeline);
                cards.close();
                truth = cards.truth();
            }

            await("the pipeline is drained").atMost(PATIENCE).until(() -> {
                pipeline.supervise();
                return pipeline.isDrained();
            });

            assertThat(pipeline.reconcile().imbalances()).isEmpty();
            try (WarehouseTables tables = WarehouseTables.of(home)) {
                assertThat(tables.differences(truth)).isEmpty();
            }
        }
    }
}
