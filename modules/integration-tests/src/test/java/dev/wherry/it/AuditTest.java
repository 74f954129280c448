package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.audit.AuditConfig;
import dev.wherry.audit.AuditReport;
import dev.wherry.wire.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A home is filled once with all that makes a pipeline's life hard; then each test does one thing to it that no pipeline does, and
 * takes it back.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditTest {
    /** What was produced to a topic cannot be taken back. */
    private static final int LAST = Integer.MAX_VALUE;

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.123456789Z");

    @TempDir
    static Path directory;

    private static OfflineHome home;

    @BeforeAll
    static void fill() throws Exception {
        HardCasesHome troubled = HardCasesHome.fill(directory, true);
        home = OfflineHome.of(troubled.path(), troubled.contracts());
    }

    @AfterAll
    static void close() throws Exception {
        if (home != null) {
            home.close();
        }
    }

    @Test
    void balances_where_nobody_has_touched_anything() throws Exception {
        AuditReport report = home.audit();

        assertEquals(List.of(), report.differences());
        assertTrue(report.balances());
        assertEquals(2, report.refused());
        assertEquals(1, report.undecided());
        assertEquals(0, report.late());
        assertFalse(report.moving());
        assertEquals(1_000, report.feeds().get("users").valid());
        assertTrue(report.feeds().get("cards").invalid() > 10);
    }

    @Test
    void audits_any_cluster_and_database_by_configuration() throws Exception {
        Path password = directory.resolve("password");
        Files.writeString(password, home.target().password() + "\n");
        Path kafka = directory.resolve("kafka.properties");
        Files.writeString(kafka, "security.protocol=PLAINTEXT\n");

        WherryCommand audit = WherryCommand.run(
                "audit",
                "--bootstrap-servers=" + home.target().kafka().get("bootstrap.servers"),
                "--kafka-config=" + kafka,
                "--database-url=" + home.target().database(),
                "--database-user=" + home.target().user(),
                "--database-password-file=" + password,
                "--contracts=" + directory.resolve("contracts"));

        assertEquals(0, audit.exitCode(), audit.err() + audit.out());
        assertTrue(audit.out().endsWith("The books balance.\n"), audit.out());
    }

    @Test
    void says_what_is_not_there_to_be_audited() throws Exception {
        WherryCommand noHome = WherryCommand.run(
                "audit", "--home=" + directory.resolve("nowhere"), "--contracts=" + WherryCommand.SHIPPED_CONTRACTS);
        WherryCommand nothing = WherryCommand.run("audit");

        assertEquals(2, noHome.exitCode());
        assertTrue(noHome.err().contains("run the pipeline on it first"), noHome.err());
        assertEquals(2, nothing.exitCode());
    }

    @Test
    void finds_a_row_that_is_gone() throws Exception {
        home.sql("CREATE TABLE kept AS SELECT * FROM users WHERE id = 7; DELETE FROM users WHERE id = 7");
        try {
            List<String> differences = home.differencesIn("table users");

            assertEquals(1, differences.size());
            assertMatches(
                    "table users, key 7: expected the row of event of users/\\S+\\.json at offset 0 \\(raw.users-\\d@\\d+\\),"
                            + " found none",
                    differences);
        } finally {
            home.sql("INSERT INTO users SELECT * FROM kept; DROP TABLE kept");
        }
    }

    @Test
    void finds_every_column_that_was_changed_and_shows_values_only_when_asked() throws Exception {
        String name = home.one("SELECT name FROM users WHERE id = 8");
        String score = home.one("SELECT score FROM users WHERE id = 8");
        home.sql("UPDATE users SET name = 'Somebody', score = 0.5, loaded_at = now() WHERE id = 8");
        try {
            List<String> differences = home.differencesIn("table users");
            AuditReport shown = home.audit(
                    new AuditConfig(AuditConfig.DEFAULT.settle(), AuditConfig.DEFAULT.patience(), 100, true));

            assertMatches("table users, key 8: .* found other values in columns name, score", differences);
            assertMatches(
                    "table users, key 8: .* found other values in columns name 'Somebody' and not '\\Q" + name
                            + "\\E', score '0.5' and not '\\Q" + score + "\\E'",
                    shown.differences().stream().map(Object::toString).toList());
        } finally {
            home.sql("UPDATE users SET name = '" + name + "', score = " + score + " WHERE id = 8");
        }
    }

    @Test
    void finds_a_row_that_no_event_makes() throws Exception {
        home.sql(
                "INSERT INTO users SELECT 4711, name, address, job, score, event_id, event_at, source_file, source_offset,"
                        + " loaded_at, version FROM users WHERE id = 1");
        try {
            assertEquals(
                    List.of("table users, key 4711: expected no row of this key, found a row"),
                    home.differencesIn("table users"));
        } finally {
            home.sql("DELETE FROM users WHERE id = 4711");
        }
    }

    @Test
    void finds_a_changed_row_of_a_key_whose_last_event_was_refused() throws Exception {
        home.sql("UPDATE cards SET active = NOT active WHERE id = 900001");
        try {
            assertEquals(
                    List.of("table cards, key 900001: expected no row, or one of an earlier event, because the last one"
                            + " was refused, found a row that no event of this key makes"),
                    home.differencesIn("table cards"));
        } finally {
            home.sql("UPDATE cards SET active = NOT active WHERE id = 900001");
        }
    }

    @Test
    void finds_that_a_refused_row_is_not_in_the_quarantine() throws Exception {
        home.sql("CREATE TABLE kept AS SELECT * FROM quarantine WHERE key = '900002';"
                + " DELETE FROM quarantine WHERE key = '900002'");
        try {
            assertMatches("table cards, key 900002: .* found none", home.differencesIn("table cards"));
        } finally {
            home.sql("INSERT INTO quarantine SELECT * FROM kept; DROP TABLE kept");
        }
    }

    @Test
    void finds_a_row_of_the_quarantine_that_is_gone_and_one_that_was_changed() throws Exception {
        home.sql("CREATE TABLE kept AS SELECT * FROM quarantine WHERE topic = 'invalid.cards' ORDER BY partition,"
                + " record_offset LIMIT 2; DELETE FROM quarantine USING kept WHERE quarantine.topic = kept.topic"
                + " AND quarantine.partition = kept.partition AND quarantine.record_offset = kept.record_offset;"
                + " INSERT INTO quarantine SELECT topic, partition, record_offset, key, feed, 'elsewhere', \"offset\","
                + " '[{\"code\": \"wrong\"}]', 'no event', full_size, quarantined_at FROM kept LIMIT 1");
        try {
            List<String> differences = home.differencesIn("quarantine");

            assertEquals(2, differences.size());
            assertMatches(
                    "quarantine, record invalid.cards-\\d@\\d+ of cards/\\S+ at offset \\d+: expected its row, found none",
                    differences);
            assertMatches(
                    "quarantine, record .*: expected its row, found other values in columns file, event, reasons",
                    differences);
        } finally {
            home.sql("DELETE FROM quarantine WHERE file = 'elsewhere'; INSERT INTO quarantine SELECT * FROM kept;"
                    + " DROP TABLE kept");
        }
    }

    @Test
    void finds_rows_of_the_quarantine_that_no_event_makes() throws Exception {
        home.sql(
                "INSERT INTO quarantine SELECT 'invalid.cards', 0, 1000000 + n, 'k', 'cards', 'made/up', 0, '[]', 'x', NULL,"
                        + " now() FROM generate_series(1, 1) n; INSERT INTO quarantine SELECT 'state.card', 0, 1000000, '1', 'cards',"
                        + " 'made/up', 0, '[{\"code\": \"sqlstate_23514\"}]', 'x', NULL, now()");
        try {
            List<String> differences = home.differencesIn("quarantine");

            assertEquals(1, differences.size(), "the first lies behind the end of the topic: it could be on its way");
            assertMatches(
                    "quarantine, record state.card-0@1000000 of key 1: .* found a row with reasons sqlstate_23514",
                    differences);
        } finally {
            home.sql("DELETE FROM quarantine WHERE file = 'made/up'");
        }
    }

    @Test
    void finds_a_counter_that_was_changed() throws Exception {
        home.sql("UPDATE ledger_counts SET events = events + 1 WHERE feed = 'users' AND part = (SELECT min(part) FROM"
                + " ledger_counts WHERE feed = 'users')");
        try {
            assertEquals(
                    List.of(
                            "table ledger, feed users: expected 1000 events accepted, superseded or duplicate, found 1001"),
                    home.differencesIn("table ledger"));
            assertMatches(
                    "table ledger_counts, users\\|accepted\\|keep-user-0: .*",
                    home.differencesIn("table ledger_counts"));
        } finally {
            home.sql(
                    "UPDATE ledger_counts SET events = events - 1 WHERE feed = 'users' AND part = (SELECT min(part) FROM"
                            + " ledger_counts WHERE feed = 'users')");
        }
    }

    @Test
    void finds_offsets_beyond_the_end_of_their_topic_and_records_that_the_sink_has_left() throws Exception {
        String before = home.one("SELECT next_offset FROM wherry_offsets WHERE topic = 'ledger'");
        home.sql("UPDATE wherry_offsets SET next_offset = 1 WHERE topic = 'ledger'");
        try {
            assertMatches(
                    "table wherry_offsets, ledger-0: .*the sink has not taken what comes from there on",
                    home.differencesIn("table wherry_offsets"));
            home.sql("UPDATE wherry_offsets SET next_offset = 1000000 WHERE topic = 'ledger'");
            assertMatches(
                    "table wherry_offsets, ledger-0: expected at most \\d+, where the topic ends, found 1000000",
                    home.differencesIn("table wherry_offsets"));
        } finally {
            home.sql("UPDATE wherry_offsets SET next_offset = " + before + " WHERE topic = 'ledger'");
        }
    }

    @Test
    @Order(LAST)
    void finds_state_records_that_no_event_makes_and_ones_that_are_gone() throws Exception {
        byte[] event =
                HardCasesHome.text("bogus", 5, "Bogus", "2030-01-01 00:00:00").getBytes(UTF_8);
        home.produce(
                "state.card",
                null,
                "made-up\nkey".getBytes(UTF_8),
                event,
                Headers.FEED,
                "cards",
                Headers.FILE,
                "f",
                Headers.OFFSET,
                0,
                Headers.VERSION,
                new byte[] {1});
        home.produce("state.user", null, "5".getBytes(UTF_8), null);
        home.produce("state.user", null, "6".getBytes(UTF_8), event, Headers.FEED, "users");

        List<String> users = home.differencesIn("state.user");

        assertMatches(
                "state.card, key made-up·key: expected nothing of this key, found f at offset 0 \\(state.card-\\d@\\d+\\)",
                home.differencesIn("state.card"));
        assertMatches(
                "state.user, key 5: expected the event of .*, found a tombstone \\(state.user-\\d@\\d+\\)", users);
        assertMatches(
                "state.user, key 6: expected the event of .*, found no file \\(.*\\), where the event's bytes, the version,"
                        + " the file, the offset, the modification time differ",
                users);
        assertEquals(2, users.size());
    }

    @Test
    @Order(LAST)
    void finds_a_raw_event_that_has_no_outcome_and_one_that_was_published_twice() throws Exception {
        byte[] event =
                HardCasesHome.text("new", 900_005, "New", "2026-01-01 00:00:00").getBytes(UTF_8);
        Object[] headers = {Headers.FILE, "cards/new.json", Headers.OFFSET, 0, Headers.MODIFIED, 1};
        home.produce("raw.cards", 0, "cards/new.json".getBytes(UTF_8), event, headers);
        home.produce("raw.cards", 0, "cards/new.json".getBytes(UTF_8), event, headers);
        home.produce(
                "raw.users",
                0,
                "users/bad.json".getBytes(UTF_8),
                "{".getBytes(UTF_8),
                Headers.FILE,
                "users/bad.json",
                Headers.OFFSET,
                0);

        AuditReport report = home.audit();

        List<String> differences =
                report.differences().stream().map(Object::toString).toList();
        assertEquals(1, report.publishedTwice());
        assertMatches("cards/new.json at offset 0 \\(raw.cards-0@\\d+\\) 1 more", report.publishedTwiceNamed());
        assertMatches(
                "topic ledger, feed cards: expected \\d+ events accepted, superseded or duplicate, found \\d+",
                differences);
        assertMatches("topic ledger, feed users: expected 1 events invalid, found 0", differences);
        assertMatches("state.card, key 900005: expected the event of cards/new.json at .*, found nothing", differences);
        assertMatches("table cards, key 900005: .*, found none", differences);
        assertMatches(
                "invalid.users, users/bad.json at offset 0 \\(raw.users-0@\\d+\\): expected 1 records, found 0",
                differences);
    }

    private static void assertMatches(String pattern, List<String> sentences) {
        assertTrue(sentences.stream().anyMatch(sentence -> sentence.matches("(?s)" + pattern)), sentences::toString);
    }
}
