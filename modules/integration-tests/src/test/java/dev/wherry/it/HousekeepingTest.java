package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.embedded.Directories;
import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.embedded.ServiceLease;
import dev.wherry.generator.EventService;
import dev.wherry.generator.GeneratorConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of docs/housekeeping.md. */
class HousekeepingTest {
    @TempDir
    static Path filled;

    @TempDir
    Path directory;

    private Path inbox;
    private Path home;

    @BeforeAll
    static void fillAHome() throws Exception {
        write(filled.resolve("inbox"), 1);
        assertRuns(filled.resolve("inbox"), filled.resolve("home"));
    }

    @BeforeEach
    void copyTheHome() throws Exception {
        inbox = Files.createDirectories(directory.resolve("inbox/cards")).getParent();
        home = directory.resolve("home");
        shell("cp -a %s %s".formatted(filled.resolve("home"), home));
    }

    @Test
    void aHomeIsRestoredFromACopyAndTheFilesArchivedSince() throws Exception {
        Path backup = directory.resolve("backup");
        shell("cp -a %s %s".formatted(home, backup));
        shell("touch %s/taken".formatted(directory));
        write(inbox, 2);
        assertRuns(inbox, home);
        String expected = digest(home);

        // the home is lost, but not its archive
        Path restored = directory.resolve("restored");
        shell("cp -a %s %s".formatted(backup, restored));
        shell("cd %s/archive && find . -type f -newercc %s/taken -exec cp -a --parents {} %s \\;"
                .formatted(home, directory, inbox));
        Directories.delete(home);
        assertRuns(inbox, restored);

        assertThat(digest(restored)).isEqualTo(expected);
        assertAudits(restored);
    }

    @Test
    void aRestoredWarehouseContinuesWhereItsOffsetsAre() throws Exception {
        Path backup = directory.resolve("warehouse");
        shell("cp -a %s/postgres %s".formatted(home, backup));
        write(inbox, 2);
        assertRuns(inbox, home);
        String expected = digest(home);

        shell("rm -r %s/postgres && cp -a %s %s/postgres".formatted(home, backup, home));
        assertThat(digest(home)).isNotEqualTo(expected);
        assertRuns(inbox, home);

        assertThat(digest(home)).isEqualTo(expected);
        assertAudits(home);
    }

    @Test
    void newTablesAreFilledFromTheTopics() throws Exception {
        String expected = digest(home);
        Files.writeString(home.resolve("postgres/data/PG_VERSION"), "9\n");
        WherryCommand refused = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home));
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);

        Files.move(home.resolve("postgres"), directory.resolve("postgres-of-9"));
        assertRuns(inbox, home);

        assertThat(digest(home)).isEqualTo(expected);
        assertAudits(home);
    }

    @Test
    void emptiedTablesAreFilledFromTheTopics() throws Exception {
        String expected = digest(home);

        WherryCommand emptied = WherryCommand.run(
                "sql",
                "--home=" + home,
                "TRUNCATE users, cards, cards_history, quarantine, ledger_counts, wherry_offsets");
        assertThat(emptied.exitCode()).as(emptied.err()).isZero();
        assertRuns(inbox, home);

        assertThat(digest(home)).isEqualTo(expected);
        assertAudits(home);
    }

    @Test
    void aNewHomeLoadsTheArchiveOfAnotherOne() throws Exception {
        for (int version = 1; version <= 2; version++) {
            Path file = inbox.resolve("cards/same.json");
            Files.writeString(
                    file,
                    HardCasesHome.cardEvent(
                            "same", 900_000 + version, "Same", "2026-01-0%d 00:00:00".formatted(version)));
            assertRuns(inbox, home);
        }
        assertThat(home.resolve("archive/cards/same.json.1")).exists();
        Path next = directory.resolve("next");

        shell("cp -a %s/archive/. %s".formatted(home, inbox));
        shell("""
                cd %s
                find . -type f -regex '.*\\.[0-9]+' | while IFS= read -r file; do
                  mv -n "$file" "${file%%/*}/${file##*.}-$(basename "${file%%.*}")"
                done
                """.formatted(inbox));
        assertRuns(inbox, next);

        assertThat(digest(next)).isEqualTo(digest(home));
        assertAudits(next);
    }

    @Test
    void pruningTheArchiveChangesNeitherBooksNorAudit() throws Exception {
        WherryCommand dryRun = WherryCommand.run("prune", "--home=" + home, "--older-than=0s", "--dry-run");
        assertThat(dryRun.out()).as(dryRun.err()).startsWith("Would delete ");
        assertThat(home.resolve("archive/users")).exists();

        WherryCommand young = WherryCommand.run("prune", "--home=" + home, "--older-than=30d");
        assertThat(young.out()).as(young.err()).startsWith("Deleted 0 files (0 bytes) of ");

        WherryCommand prune = WherryCommand.run("prune", "--home=" + home, "--older-than=0s");
        assertThat(prune.exitCode()).as(prune.err()).isZero();
        assertThat(prune.out()).endsWith("; 0 files (0 bytes) stay.\n");
        assertThat(home.resolve("archive")).isEmptyDirectory();
        write(inbox, 2);
        assertRuns(inbox, home);

        assertAudits(home);
    }

    @Test
    void aRebuildFromIncompleteRawTopicsIsRefusedBeforeItDiscardsAnything() throws Exception {
        String before = digest(home);
        deleteFirstEvent("raw.users");

        WherryCommand rebuild =
                WherryCommand.run("rebuild", "--home=" + home, "--contracts=" + WherryCommand.SHIPPED_CONTRACTS);

        assertThat(rebuild.exitCode()).as(rebuild.err()).isEqualTo(2);
        assertThat(rebuild.err())
                .contains("The events of raw.users-")
                .contains("have been deleted")
                .contains("docs/rebuilding.md");
        assertThat(home.resolve("rebuilding")).doesNotExist();
        assertThat(digest(home)).isEqualTo(before);
    }

    @Test
    void withoutTheFirstRawEventsThePipelineContinuesButTheBooksCannotBeChecked() throws Exception {
        deleteFirstEvent("raw.users");
        write(inbox, 2);

        WherryCommand run = WherryCommand.run(
                WherryCommand.runOnceArguments(inbox, home, "--quiet-period=500ms", "--stall-timeout=5s"));

        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(3);
        assertThat(run.out())
                .contains("The events of raw.users-0 before offset 1 have been deleted, for example by retention");
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.eventsInLedger()).isEqualTo(240);
        }
        String tables = digest(home);
        Directories.delete(home.resolve("postgres"));
        WherryCommand refilled = WherryCommand.run(
                WherryCommand.runOnceArguments(inbox, home, "--quiet-period=500ms", "--stall-timeout=5s"));
        assertThat(refilled.exitCode()).as(refilled.err() + refilled.out()).isEqualTo(3);
        assertThat(digest(home)).isEqualTo(tables);
    }

    private void deleteFirstEvent(String topic) throws Exception {
        try (ServiceLease kafka = EmbeddedKafka.attach(home);
                Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.address()))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
    }

    /** Writes users and cards, some of which are invalid. */
    private static void write(Path inbox, long seed) throws Exception {
        for (GeneratorConfig.Builder service : new GeneratorConfig.Builder[] {
            GeneratorConfig.users(inbox.resolve("users")).count(20),
            GeneratorConfig.cards(inbox.resolve("cards")).rate(500).count(100)
        }) {
            try (EventService events = EventService.start(service.seed(seed).build())) {
                events.await();
            }
        }
    }

    private static void assertRuns(Path inbox, Path home) {
        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, "--quiet-period=500ms"));
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    }

    private static void assertAudits(Path home) {
        WherryCommand audit =
                WherryCommand.run("audit", "--home=" + home, "--contracts=" + WherryCommand.SHIPPED_CONTRACTS);
        assertThat(audit.exitCode()).as(audit.err() + audit.out()).isZero();
    }

    /** Rows and quarantine. */
    private static String digest(Path home) throws Exception {
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            return tables.digest()
                    + tables.value(
                            "SELECT md5(string_agg(file || reasons, ',' ORDER BY file, \"offset\")) FROM quarantine");
        }
    }

    private void shell(String command) throws Exception {
        Process process = new ProcessBuilder("bash", "-euc", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(command + "\n" + output).isZero();
    }
}
