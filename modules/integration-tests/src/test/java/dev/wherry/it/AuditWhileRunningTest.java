package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.audit.Audit;
import dev.wherry.audit.AuditConfig;
import dev.wherry.audit.AuditReport;
import dev.wherry.cli.PipelineOptions;
import dev.wherry.contracts.Catalog;
import dev.wherry.generator.EventService;
import dev.wherry.generator.FaultConfig;
import dev.wherry.generator.GeneratorConfig;
import dev.wherry.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audits a running pipeline. Events in flight are no differences. */
class AuditWhileRunningTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SINK = "wherry-warehouse";

    @TempDir
    Path directory;

    @Test
    void toleratesEventsInFlightAndReportsAPausedSinkUntilItResumes() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        FaultConfig faults = new FaultConfig(0.05, 0.05, 0, 0, Duration.ZERO, 5);
        try (Pipeline pipeline = Pipeline.start(
                PipelineOptions.parse(WherryCommand.pipelineOptions(inbox, home).toArray(String[]::new)))) {
            try (EventService cards = EventService.start(GeneratorConfig.cards(inbox.resolve("cards"))
                    .rate(100)
                    .faults(faults)
                    .build())) {
                await("rows").atMost(PATIENCE).until(() -> pipeline.snapshot().rows() > 100);

                AuditReport report = audit(pipeline, Duration.ofSeconds(10));

                assertThat(report.differences()).isEmpty();
                assertThat(report.feeds().get("cards").valid()).isGreaterThanOrEqualTo(100);

                pipeline.services().connect().pause(SINK);
                long eventsBefore = pipeline.snapshot().rawEvents();
                await("raw events")
                        .atMost(PATIENCE)
                        .until(() -> pipeline.snapshot().rawEvents() > eventsBefore + 200);
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pipeline.snapshot().pending())
                            .as("pending files")
                            .isZero());

            AuditReport whilePaused = audit(pipeline, Duration.ofSeconds(5));

            assertThat(whilePaused.isBalanced()).isFalse();
            assertThat(whilePaused.differences())
                    .anyMatch(difference -> difference.place().equals("table cards"));
            assertThat(whilePaused.differences())
                    .anyMatch(difference -> difference.place().equals("table wherry_offsets")
                            && difference.found().contains("the sink has not read"));

            pipeline.services().connect().resume(SINK);
            AuditReport report = audit(pipeline, Duration.ofMinutes(1));

            assertThat(report.differences()).isEmpty();
        }
    }

    private static AuditReport audit(Pipeline pipeline, Duration settle) throws Exception {
        return Audit.run(
                pipeline.target(),
                Catalog.load(WherryCommand.SHIPPED_CONTRACTS),
                new AuditConfig(settle, Duration.ofMinutes(5), 10_000, false),
                (doing, done, all) -> {});
    }
}
