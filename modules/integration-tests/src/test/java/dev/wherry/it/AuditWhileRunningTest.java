package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.audit.Audit;
import dev.wherry.audit.AuditConfig;
import dev.wherry.audit.AuditReport;
import dev.wherry.cli.PipelineOptions;
import dev.wherry.contracts.Catalog;
import dev.wherry.generator.EventService;
import dev.wherry.generator.Faults;
import dev.wherry.generator.GeneratorConfig;
import dev.wherry.pipeline.HomeTarget;
import dev.wherry.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is under way is no difference. */
class AuditWhileRunningTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SINK = "wherry-warehouse";

    @TempDir
    Path directory;

    @Test
    void nothing_differs_while_events_come_and_what_is_held_up_is_found_only_until_it_goes_on() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        Faults faults = new Faults(0.05, 0.05, 0, 0, Duration.ZERO, 5);
        try (Pipeline pipeline = Pipeline.start(
                PipelineOptions.parse(WherryCommand.pipelineOptions(inbox, home).toArray(String[]::new)))) {
            try (EventService cards = EventService.start(GeneratorConfig.cards(inbox.resolve("cards"))
                    .rate(100)
                    .faults(faults)
                    .build())) {
                Await.until(PATIENCE, () -> pipeline.snapshot().rows() > 100, () -> "no rows came");

                AuditReport report = audit(pipeline, Duration.ofSeconds(10));

                assertEquals(List.of(), report.differences());
                assertTrue(report.feeds().get("cards").valid() >= 100);

                pipeline.services().connect().pause(SINK);
                long seen = pipeline.snapshot().rawEvents();
                Await.until(PATIENCE, () -> pipeline.snapshot().rawEvents() > seen + 200, () -> "no events came");
            }
            Await.until(
                    PATIENCE, () -> pipeline.snapshot().pending() == 0, () -> "files are left: " + pipeline.snapshot());

            AuditReport held = audit(pipeline, Duration.ofSeconds(5));

            assertFalse(held.balances());
            assertTrue(
                    held.differences().stream()
                            .anyMatch(difference -> difference.place().equals("table cards")),
                    held.differences()::toString);
            assertTrue(
                    held.differences().stream()
                            .anyMatch(difference -> difference.place().equals("table wherry_offsets")
                                    && difference.found().contains("the sink has not taken")),
                    held.differences()::toString);

            pipeline.services().connect().resume(SINK);
            AuditReport report = audit(pipeline, Duration.ofMinutes(1));

            assertEquals(List.of(), report.differences());
        }
    }

    private static AuditReport audit(Pipeline pipeline, Duration settle) throws Exception {
        return Audit.run(
                HomeTarget.of(pipeline.services()),
                Catalog.load(WherryCommand.SHIPPED_CONTRACTS),
                new AuditConfig(settle, Duration.ofMinutes(5), 10_000, false),
                (doing, done, all) -> {});
    }
}
