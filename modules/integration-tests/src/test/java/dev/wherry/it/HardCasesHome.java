package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.generator.EventService;
import dev.wherry.generator.FaultConfig;
import dev.wherry.generator.GeneratorConfig;
import dev.wherry.testing.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A home with all hard cases of a pipeline: ties, copies, stale copies, invalid events and rejected rows. */
record HardCasesHome(Path inbox, Path path, Path contracts) {
    /** How a run says that PostgreSQL rejects rows of this home. */
    static final String REJECTIONS = "PostgreSQL rejected 2 rows of the table cards, which are in the quarantine:";

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.123456789Z");

    /**
     * Fills a home in two runs, so that some copies surely arrive late, and a row exists whose newer version is rejected.
     *
     * @param moreTiesThanKept whether a key has more tied events than the streams app keeps, and a copy among them, so that the
     *     order of arrival matters
     */
    static HardCasesHome fill(Path directory, boolean moreTiesThanKept) throws Exception {
        Path contracts = directory.resolve("contracts");
        DirectoryCopy.copy(WherryCommand.SHIPPED_CONTRACTS, contracts);
        Files.writeString(
                contracts.resolve("migrations/V2__refuse.sql"),
                "ALTER TABLE cards ADD CONSTRAINT not_refused CHECK (created_by_name <> 'Refused');");
        Path inbox = directory.resolve("inbox");
        Path path = directory.resolve("home");
        // copies, stale copies, truncated files, and at this rate ties of two or three; a user is kept as its first
        // event has it
        write(GeneratorConfig.users(inbox.resolve("users")));
        FaultConfig faults = new FaultConfig(0.05, 0.1, 0.02, 0, Duration.ZERO, 20);
        write(GeneratorConfig.cards(inbox.resolve("cards")).rate(100).count(500).faults(faults));
        card(inbox, "refused-1", 900_001, "Held", "2026-01-01 00:00:00");
        for (int tie = 0; tie < (moreTiesThanKept ? 12 : 7); tie++) {
            card(inbox, "crowd-" + (char) ('a' + tie), 900_003, "Tied " + tie, "2026-01-01 00:00:00");
        }
        // Later runs use the same ports.
        WherryCommand first =
                runOnce(inbox, path, contracts, "--kafka-port=" + FreePort.any(), "--postgres-port=" + FreePort.any());
        assertThat(first.exitCode()).as(first.err() + first.out()).isZero();
        card(inbox, "refused-2", 900_001, "Refused", "2026-01-02 00:00:00");
        card(inbox, "refused-3", 900_002, "Refused", "2026-01-02 00:00:00");
        // a copy of an event that the streams app has dropped because of too many ties
        Path copy = card(inbox, "crowd-a", 900_003, "Tied 0", "2026-01-01 00:00:00");
        Files.setLastModifiedTime(copy, FileTime.from(TIME.plusSeconds(1)));
        Files.writeString(inbox.resolve("cards/large.json"), "{\"text\": \"" + "x".repeat(1_100_000) + "\"}");
        Files.writeString(
                inbox.resolve("cards/all.ndjson"),
                cardEvent("line-1", 900_004, "Lines", "2026-01-01 00:00:00") + "\n"
                        + cardEvent("line-2", 900_004, "Lines", "2026-01-01 00:00:00") + "\nnothing\n");
        HardCasesHome home = new HardCasesHome(inbox, path, contracts);
        home.run();
        return home;
    }

    private static void write(GeneratorConfig.Builder options) throws Exception {
        try (EventService service = EventService.start(options.seed(1).build())) {
            service.await();
        }
    }

    /** Runs {@code wherry run --once}, which must find nothing wrong but the rejected rows. */
    void run() {
        WherryCommand run = runOnce(inbox, path, contracts);
        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(3);
        assertThat(problems(run.out())).singleElement().asString().startsWith(REJECTIONS);
    }

    /** What a run or a rebuild printed as wrong. */
    static List<String> problems(String output) {
        return output.lines()
                .filter(line -> line.startsWith("- "))
                .map(line -> line.substring(2))
                .toList();
    }

    private static WherryCommand runOnce(Path inbox, Path path, Path contracts, String... ports) {
        List<String> options = new ArrayList<>(List.of("--contracts=" + contracts, "--quiet-period=500ms"));
        options.addAll(List.of(ports));
        return WherryCommand.run(WherryCommand.runOnceArguments(inbox, path, options.toArray(String[]::new)));
    }

    private static Path card(Path inbox, String id, int card, String by, String at) throws IOException {
        Path file = inbox.resolve("cards").resolve(id + "-" + card + ".json");
        Files.writeString(file, cardEvent(id, card, by, at));
        return Files.setLastModifiedTime(file, FileTime.from(TIME));
    }

    static String cardEvent(String id, int card, String by, String at) {
        return """
                {"metadata": {"type": "card", "event_id": "%s", "event_at": "%s"}, "payload": {"id": %d, "user_id": 1,\
                 "created_by_name": "%s", "created_at": "%s", "updated_at": "%s", "active": true}}""".formatted(UUID.nameUUIDFromBytes(id.getBytes(UTF_8)), at, card, by, at, at);
    }
}
