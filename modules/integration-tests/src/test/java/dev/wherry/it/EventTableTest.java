package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two event tables, one of them with versions, from files with copies and conflicts. The run is killed twice; then its result is
 * audited, rebuilt, and changed by hand.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EventTableTest {
    private static final Path CONTRACTS =
            Path.of("src/test/resources/event-tables").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int VISITS = 1_500;
    private static final int TRIPS = 500;

    @TempDir
    static Path directory;

    private static Path home;
    private static final Map<Integer, Integer> SMALLEST_SEQ = new TreeMap<>();

    @BeforeAll
    static void runWithTwoKills() throws Exception {
        home = directory.resolve("home");
        Path inbox = directory.resolve("inbox");
        writeEvents(inbox);
        List<String> arguments = WherryCommand.pipelineOptions(inbox, home, "--contracts=" + CONTRACTS);
        List<String> run =
                Stream.concat(Stream.of("run", "--create"), arguments.stream()).toList();
        for (long files = 300; files <= 900; files += 600) {
            long filesUntilKill = files;
            try (ChildProcess process = WherryCommand.start(directory.resolve("output"), run)) {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .failFast(() -> assertThat(process.isAlive())
                                .as(process::output)
                                .isTrue())
                        .until(() -> archived() >= filesUntilKill);
                process.kill();
            }
        }

        WherryCommand rest = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, "--contracts=" + CONTRACTS));

        assertThat(rest.exitCode()).as(rest.err() + rest.out()).isZero();
    }

    private static void writeEvents(Path inbox) throws IOException {
        Random random = new Random(1);
        for (String feed : List.of("visits", "other-visits", "trips")) {
            Files.createDirectories(inbox.resolve(feed));
        }
        for (int i = 0; i < VISITS; i++) {
            String feed = random.nextInt(5) == 0 ? "other-visits" : "visits";
            Files.writeString(
                    inbox.resolve(feed + "/" + i + ".json"), """
                    {"id": %d, "note": "note %d", "cost": 1.50}""".formatted(random.nextInt(600), random.nextInt(3) / 2));
        }
        for (int i = 0; i < TRIPS; i++) {
            int id = random.nextInt(150);
            int seq = random.nextInt(20);
            SMALLEST_SEQ.merge(id, seq, Math::min);
            Files.writeString(inbox.resolve("trips/" + i + ".json"), """
                    {"id": %d, "seq": %d, "note": "note %d"}""".formatted(id, seq, random.nextInt(2)));
        }
    }

    private static long archived() throws IOException {
        long archived = 0;
        for (String feed : List.of("visits", "other-visits", "trips")) {
            Path archive = home.resolve("archive").resolve(feed);
            if (Files.exists(archive)) {
                try (Stream<Path> files = Files.list(archive)) {
                    archived += files.count();
                }
            }
        }
        return archived;
    }

    @Test
    @Order(1)
    void everyEventIsARowOrHasAnotherOutcome() throws Exception {
        try (OfflineHome offline = OfflineHome.attach(home, CONTRACTS)) {
            assertThat(offline.value("SELECT sum(events) FROM ledger WHERE feed IN ('visits', 'other-visits')"))
                    .isEqualTo(String.valueOf(VISITS));
            assertThat(offline.value("SELECT sum(events) FROM ledger WHERE outcome = 'accepted'"))
                    .isEqualTo(offline.value("SELECT (SELECT count(*) FROM visits) + (SELECT count(*) FROM trips)"));
            assertThat(offline.value("SELECT sum(events) FROM ledger WHERE outcome = 'invalid'"))
                    .isEqualTo(offline.value(
                            "SELECT count(*) FROM quarantine WHERE reasons->0->>'code' = 'key_conflict'"));
            assertThat(offline.value("SELECT count(*) > 10 FROM quarantine WHERE topic = 'events.visit'"))
                    .isEqualTo("t");
            assertThat(offline.value("SELECT string_agg(id || '=' || seq, ', ' ORDER BY id) FROM trips"))
                    .isEqualTo(SMALLEST_SEQ.toString().replaceAll("[{}]", ""));
        }
    }

    @Test
    @Order(2)
    void theAuditBalancesAndTheRebuildChangesNothing() {
        WherryCommand audit = WherryCommand.run("audit", "--home=" + home);
        WherryCommand rebuild = WherryCommand.run("rebuild", "--home=" + home);

        assertThat(audit.exitCode()).as(audit.err() + audit.out()).isZero();
        assertThat(audit.out())
                .contains("events of event tables and histories are in the quarantine")
                .endsWith("The books balance.\n");
        assertThat(rebuild.exitCode()).as(rebuild.err() + rebuild.out()).isZero();
        assertThat(rebuild.out()).contains("events.visit", "table trips").contains("The result is as before");
    }

    @Test
    @Order(3)
    void theAuditNamesWhatWasChangedByHand() throws Exception {
        try (OfflineHome offline = OfflineHome.attach(home, CONTRACTS)) {
            String conflict = offline.value("SELECT min(key::bigint) FROM quarantine WHERE topic = 'events.visit'");
            offline.sql(
                    "CREATE TABLE kept AS SELECT * FROM visits; CREATE TABLE kept_quarantine AS SELECT * FROM quarantine;"
                            + " CREATE TABLE kept_trips AS SELECT * FROM trips; CREATE TABLE kept_counts AS SELECT * FROM ledger_counts");
            String[] ids = offline.value("SELECT string_agg(id::text, ' ' ORDER BY id) FROM visits WHERE id NOT IN"
                            + " (SELECT key::bigint FROM quarantine WHERE topic = 'events.visit')")
                    .split(" ");
            offline.sql("DELETE FROM visits WHERE id = " + ids[0]);
            offline.sql("UPDATE visits SET note = 'changed' WHERE id = " + ids[1]);
            offline.sql("INSERT INTO visits VALUES (-1, 'extra', 1, 'f', now())");
            offline.sql("DELETE FROM quarantine WHERE topic = 'events.visit' AND key = '" + conflict + "'");
            offline.sql(
                    "UPDATE ledger_counts SET events = events + 1 WHERE (feed, outcome, part) IN (SELECT feed, outcome,"
                            + " part FROM ledger_counts WHERE part LIKE 'sink-visit-%' AND outcome = 'duplicate' LIMIT 1)");

            List<String> visits = offline.differencesIn("table visits");
            assertThat(visits)
                    .anyMatch(line -> line.matches(
                            "table visits, key " + ids[0] + ": expected the row of event of .* found none"));
            assertThat(visits)
                    .anyMatch(line -> line.matches("table visits, key " + ids[1]
                            + ": expected the row of .* found other values in columns .*note.*"));
            assertThat(visits).contains("table visits, key -1: expected no row for this key, found a row");
            assertThat(visits)
                    .anyMatch(line -> line.matches("table visits, key " + conflict
                            + ": expected the event of .* in the quarantine, because the row of its key has other values, found no such"
                            + " row"));
            assertThat(offline.differencesIn("table ledger_counts"))
                    .anyMatch(line -> line.contains("the sink's corrections of type visit"));

            offline.sql(
                    "TRUNCATE visits; INSERT INTO visits SELECT * FROM kept; TRUNCATE quarantine; INSERT INTO quarantine"
                            + " SELECT * FROM kept_quarantine; TRUNCATE ledger_counts; INSERT INTO ledger_counts SELECT * FROM"
                            + " kept_counts; UPDATE trips SET version = '\\x00' WHERE id = (SELECT min(id) FROM trips)");
            assertThat(offline.differencesIn("table trips"))
                    .anyMatch(line -> line.contains("found other values in columns"));
            offline.sql("TRUNCATE trips; INSERT INTO trips SELECT * FROM kept_trips;"
                    + " DROP TABLE kept, kept_quarantine, kept_trips, kept_counts");
            assertThat(offline.audit().differences()).isEmpty();
        }
    }

    @Test
    @Order(4)
    void anErasedEventHasNoRow() throws Exception {
        String id;
        try (OfflineHome offline = OfflineHome.attach(home, CONTRACTS)) {
            id = offline.value("SELECT min(id) FROM visits");
        }

        WherryCommand erase = WherryCommand.run(
                "erase",
                "visit",
                id,
                "--home=" + home,
                "--inbox=" + directory.resolve("inbox"),
                "--contracts=" + CONTRACTS,
                "--yes");

        assertThat(erase.exitCode()).as(erase.err() + erase.out()).isZero();
        try (OfflineHome offline = OfflineHome.attach(home, CONTRACTS)) {
            assertThat(offline.value("SELECT count(*) FROM visits WHERE id = " + id))
                    .isEqualTo("0");
            assertThat(offline.audit().differences()).isEmpty();
        }
    }
}
