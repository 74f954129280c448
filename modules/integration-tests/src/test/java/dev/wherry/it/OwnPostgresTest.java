package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.cli.PipelineOptions;
import dev.wherry.generator.EventService;
import dev.wherry.generator.FaultConfig;
import dev.wherry.generator.GeneratorConfig;
import dev.wherry.generator.TruthTable;
import dev.wherry.pipeline.Pipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wherry run} with a PostgreSQL of the user's own, and the embedded Kafka. */
class OwnPostgresTest {
    /** How long a run retries what may pass. A refusal that only a person can end takes less. */
    private static final Duration RETRIES = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private Path inbox;
    private Path home;
    private GivenPostgres postgres;

    @BeforeEach
    void start() throws Exception {
        inbox = directory.resolve("inbox");
        home = directory.resolve("home");
        postgres = GivenPostgres.start(directory.resolve("postgres"));
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void losesAndRepeatsNothingWhenTheDatabaseRestartsDuringTheRun() throws Exception {
        String[] options = WherryCommand.pipelineOptions(
                        inbox, home, postgres.options().toArray(String[]::new))
                .toArray(String[]::new);
        TruthTable truth;
        try (Pipeline pipeline = Pipeline.start(PipelineOptions.parse(options))) {
            try (EventService cards = EventService.start(GeneratorConfig.cards(inbox.resolve("cards"))
                    .rate(200)
                    .faults(FaultConfig.NONE)
                    .remember()
                    .build())) {
                await("rows").atMost(PATIENCE).until(() -> pipeline.snapshot().rows() > 0);
                postgres.server().stop();
                long before = archivedFiles();
                await("events are published meanwhile").atMost(PATIENCE).until(() -> archivedFiles() > before + 200);
                postgres.server().startAgain();
                cards.close();
                truth = cards.truth();
            }

            await("the pipeline is drained").atMost(PATIENCE).until(() -> {
                pipeline.supervise();
                return pipeline.isDrained();
            });

            assertThat(pipeline.reconcile().imbalances()).isEmpty();
            assertThat(pipeline.reconcile().feeds().get("cards").raw())
                    .isEqualTo(truth.counts().events());
        }
        try (WarehouseTables tables = postgres.tables()) {
            assertThat(tables.differences(truth)).isEmpty();
        }
        assertSucceeds("audit", "--home=" + home);
    }

    /** The archived files: their events are in the raw topic. */
    private long archivedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("archive"))) {
            return files.count();
        }
    }

    @Test
    void laterCommandsOnTheHomeUseItsDatabaseAndContracts() throws Exception {
        ChallengeEvents events = ChallengeEvents.write(inbox, 1, 200, FaultConfig.NONE);
        runOnce();

        WherryCommand sql = assertSucceeds("sql", "--home=" + home, "--csv", "SELECT sum(events) FROM ledger");
        assertThat(sql.out()).contains(String.valueOf(events.events()));
        assertSucceeds("audit", "--home=" + home);
        WherryCommand rebuild = assertSucceeds("rebuild", "--home=" + home);
        assertThat(rebuild.out()).doesNotContain("not as before");
        try (WarehouseTables tables = postgres.tables()) {
            assertThat(tables.differences(events.users())).isEmpty();
            assertThat(tables.differences(events.cards())).isEmpty();
        }
        assertThat(home.resolve("postgres")).doesNotExist();
        assertThat(filesWithThePassword()).isEmpty();
        assertThat(Files.readString(
                        home.resolve("kafka/data/connect-configs-0/00000000000000000000.log"),
                        StandardCharsets.ISO_8859_1))
                .contains("${wherry:database-password}");
    }

    /** The password must be neither in a topic nor in a log. */
    private List<Path> filesWithThePassword() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(GivenPostgres.PASSWORD)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    @Test
    void loadsEverythingThatTheHomeHoldsIntoANewDatabase() throws Exception {
        ChallengeEvents events = ChallengeEvents.write(inbox, 1, 200, FaultConfig.NONE);
        assertSucceeds(WherryCommand.runOnceArguments(inbox, home));

        runOnce();

        try (WarehouseTables tables = postgres.tables()) {
            assertThat(tables.differences(events.users())).isEmpty();
            assertThat(tables.differences(events.cards())).isEmpty();
            assertThat(tables.eventsInLedger()).isEqualTo(events.events());
        }
        assertSucceeds("audit", "--home=" + home);
    }

    @Test
    void refusesADatabaseThatAnotherHomeLoaded() throws Exception {
        ChallengeEvents.write(inbox, 1, 20, FaultConfig.NONE);
        runOnce();

        WherryCommand other = WherryCommand.run(WherryCommand.runOnceArguments(
                inbox, directory.resolve("other-home"), postgres.options().toArray(String[]::new)));

        assertThat(other.exitCode()).as(other.err() + other.out()).isEqualTo(2);
        assertThat(other.err()).contains("was loaded from another Kafka", "Use an empty database or schema");
        assertSucceeds("audit", "--home=" + home);
    }

    @Test
    void tellsAtOnceWhyTheDatabaseRefusesTheUser() throws Exception {
        Path wrong = Files.writeString(directory.resolve("wrong"), "not the password");

        assertRefused("check --database-user, its password", postgres.url(), "--database-password-file=" + wrong);
        assertRefused(
                "create the database", postgres.url() + "x", postgres.options().get(2));
        assertRefused("set WHERRY_DATABASE_PASSWORD or --database-password-file", postgres.url());
    }

    private void assertRefused(String remedy, String url, String... password) {
        List<String> options = new ArrayList<>(List.of(password));
        options.addAll(List.of("--database-url=" + url, "--database-user=dwh"));
        long began = System.nanoTime();

        WherryCommand run =
                WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, options.toArray(String[]::new)));

        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(2);
        assertThat(run.err()).contains("The database " + url + " cannot be used as dwh", remedy);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(RETRIES);
    }

    private void runOnce() {
        assertSucceeds(
                WherryCommand.runOnceArguments(inbox, home, postgres.options().toArray(String[]::new)));
    }

    private static WherryCommand assertSucceeds(String... arguments) {
        WherryCommand command = WherryCommand.run(arguments);
        assertThat(command.exitCode()).as(command.err() + command.out()).isZero();
        return command;
    }
}
