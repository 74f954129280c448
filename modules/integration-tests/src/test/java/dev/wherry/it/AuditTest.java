package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.audit.Audit;
import dev.wherry.audit.AuditConfig;
import dev.wherry.audit.AuditImpossibleException;
import dev.wherry.audit.AuditReport;
import dev.wherry.contracts.Catalog;
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
 * Audits a home that is filled once with {@linkplain HardCasesHome hard cases}. Each test makes one change that no pipeline makes,
 * and undoes it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditTest {
    /** The order of tests that produce records, which cannot be undone. */
    private static final int LAST = Integer.MAX_VALUE;

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.123456789Z");

    @TempDir
    static Path directory;

    private static OfflineHome home;

    @BeforeAll
    static void fill() throws Exception {
        HardCasesHome filled = HardCasesHome.fill(directory, true);
        home = OfflineHome.attach(filled.path(), filled.contracts());
    }

    @AfterAll
    static void close() throws Exception {
        if (home != null) {
            home.close();
        }
    }

    @Test
    void balancesOnAnUntouchedHome() throws Exception {
        AuditReport report = home.audit();

        assertThat(report.differences()).isEmpty();
        assertThat(report.isBalanced()).isTrue();
        assertThat(report.rejectedKeys()).isEqualTo(2);
        assertThat(report.undecidedKeys()).isEqualTo(1);
        assertThat(report.lateEvents()).isZero();
        assertThat(report.moving()).isFalse();
        assertThat(report.feeds().get("users").valid()).isEqualTo(1_000);
        assertThat(report.feeds().get("cards").invalid()).isGreaterThan(10);
    }

    @Test
    void auditsAClusterAndADatabaseGivenByOptions() throws Exception {
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

        assertThat(audit.exitCode()).as(audit.err() + audit.out()).isZero();
        assertThat(audit.out()).endsWith("The books balance.\n");
    }

    @Test
    void reportsWhatIsMissingForAnAudit() throws Exception {
        WherryCommand noHome = WherryCommand.run(
                "audit", "--home=" + directory.resolve("nowhere"), "--contracts=" + WherryCommand.SHIPPED_CONTRACTS);
        WherryCommand nothing = WherryCommand.run("audit");

        assertThat(noHome.exitCode()).isEqualTo(2);
        assertThat(noHome.err()).contains("run the pipeline on it first");
        assertThat(nothing.exitCode()).isEqualTo(2);
    }

    @Test
    void findsAMissingRow() throws Exception {
        home.sql("CREATE TABLE kept AS SELECT * FROM users WHERE id = 7; DELETE FROM users WHERE id = 7");
        try {
            List<String> differences = home.differencesIn("table users");

            assertThat(differences).hasSize(1);
            assertMatches(
                    "table users, key 7: expected the row of event of users/\\S+\\.json at offset 0 \\(raw.users-\\d@\\d+\\),"
                            + " found none",
                    differences);
        } finally {
            home.sql("INSERT INTO users SELECT * FROM kept; DROP TABLE kept");
        }
    }

    @Test
    void findsChangedColumnsAndShowsValuesOnlyOnRequest() throws Exception {
        String name = home.value("SELECT name FROM users WHERE id = 8");
        String score = home.value("SELECT score FROM users WHERE id = 8");
        home.sql("UPDATE users SET name = 'Somebody', score = 0.5, loaded_at = now() WHERE id = 8");
        try {
            List<String> differences = home.differencesIn("table users");
            AuditReport shown = home.audit(
                    new AuditConfig(AuditConfig.DEFAULT.settle(), AuditConfig.DEFAULT.patience(), 100, true));

            assertMatches("table users, key 8: .* found other values in columns name, score", differences);
            assertMatches(
                    "table users, key 8: .* found other values in columns name 'Somebody' instead of '\\Q" + name
                            + "\\E', score '0.5' instead of '\\Q" + score + "\\E'",
                    shown.differences().stream().map(Object::toString).toList());
        } finally {
            home.sql("UPDATE users SET name = '" + name + "', score = " + score + " WHERE id = 8");
        }
    }

    @Test
    void findsARowWithoutAnEvent() throws Exception {
        home.sql(
                "INSERT INTO users SELECT 4711, name, address, job, score, event_id, event_at, source_file, source_offset,"
                        + " loaded_at, version FROM users WHERE id = 1");
        try {
            assertThat(home.differencesIn("table users"))
                    .isEqualTo(List.of("table users, key 4711: expected no row for this key, found a row"));
        } finally {
            home.sql("DELETE FROM users WHERE id = 4711");
        }
    }

    @Test
    void findsAChangedRowOfAKeyWhoseLastEventWasRejected() throws Exception {
        home.sql("UPDATE cards SET active = NOT active WHERE id = 900001");
        try {
            assertThat(home.differencesIn("table cards"))
                    .isEqualTo(List.of(
                            "table cards, key 900001: expected no row, or the row of an earlier event, because the last"
                                    + " one was rejected, found a row that matches no event of this key"));
        } finally {
            home.sql("UPDATE cards SET active = NOT active WHERE id = 900001");
        }
    }

    @Test
    void findsARejectedRowMissingFromTheQuarantine() throws Exception {
        home.sql("CREATE TABLE kept AS SELECT * FROM quarantine WHERE key = '900002';"
                + " DELETE FROM quarantine WHERE key = '900002'");
        try {
            assertMatches("table cards, key 900002: .* found none", home.differencesIn("table cards"));
        } finally {
            home.sql("INSERT INTO quarantine SELECT * FROM kept; DROP TABLE kept");
        }
    }

    @Test
    void aResolvedRowOfTheQuarantineRequiresTheWinnerInTheTable() throws Exception {
        home.sql("UPDATE quarantine SET resolved_at = now() WHERE topic = 'state.card'");
        try {
            AuditReport report = home.audit();

            List<String> differences =
                    report.differences().stream().map(Object::toString).toList();
            assertThat(report.rejectedKeys()).isZero();
            assertMatches("table cards, key 900001: .* found other values in columns .*", differences);
            assertMatches("table cards, key 900002: .* found none", differences);
            assertThat(differences).hasSize(2);
        } finally {
            home.sql("UPDATE quarantine SET resolved_at = NULL");
        }
    }

    @Test
    void aChangedContractIsOneSentence() throws Exception {
        home.sql("UPDATE wherry_contracts SET definition = replace(definition, '/payload/active', '/payload/usable')"
                + " WHERE type = 'card'");
        try {
            WherryCommand audit = WherryCommand.run(
                    "audit", "--home=" + directory.resolve("home"), "--contracts=" + directory.resolve("contracts"));

            assertThat(audit.exitCode()).isEqualTo(3);
            assertThat(audit.out())
                    .isEqualTo(
                            "/columns/active of the contract card has changed after rows had been written: they follow"
                                    + " the former contract until `wherry rebuild card`.\n");
        } finally {
            home.sql(
                    "UPDATE wherry_contracts SET definition = replace(definition, '/payload/usable', '/payload/active')"
                            + " WHERE type = 'card'");
        }
    }

    @Test
    void leavesOutAColumnThatRowsLackUntilTheyAreRebuilt() throws Exception {
        home.sql(
                "CREATE TABLE kept AS SELECT id, user_id, definition FROM cards, wherry_contracts WHERE type = 'card'; UPDATE"
                        + " wherry_contracts SET definition = replace(definition, '\"since\":{}',"
                        + " '\"since\":{\"/columns/user_id\":\"incomplete_rows\",\"/match\":\"none\"}') WHERE type = 'card';"
                        + " UPDATE cards SET user_id = 0");
        try {
            AuditReport report = home.audit();

            assertThat(report.differences()).isEmpty();
            assertThat(report.notices())
                    .containsExactly(
                            "Not compared, because it was added to the contract card after rows had been written: /columns/user_id.");
        } finally {
            home.sql("UPDATE wherry_contracts SET definition = kept.definition FROM kept WHERE type = 'card'; UPDATE"
                    + " cards SET user_id = kept.user_id FROM kept WHERE kept.id = cards.id; DROP TABLE kept");
        }
    }

    @Test
    void aChangedKeyIsOneDifferenceEvenIfTheContractsOfTheStateAreUnknown() throws Exception {
        Path contracts = directory.resolve("other-key");
        for (String type : List.of("card", "user")) {
            for (String file : List.of("contract.yaml", "schema.json")) {
                Files.createDirectories(contracts.resolve(type));
                Files.writeString(
                        contracts.resolve(type).resolve(file),
                        Files.readString(directory
                                        .resolve("contracts")
                                        .resolve(type)
                                        .resolve(file))
                                .replace("key: [/payload/id]", "key: [/payload/id, /metadata/event_id]"));
            }
        }
        home.sql("ALTER TABLE IF EXISTS wherry_contracts RENAME TO kept_contracts");
        try {
            AuditReport report =
                    Audit.run(home.target(), Catalog.load(contracts), AuditConfig.DEFAULT, (doing, done, all) -> {});

            List<String> differences =
                    report.differences().stream().map(Object::toString).toList();
            assertThat(differences).hasSize(2);
            assertMatches(
                    "state.card: expected records under the keys that contract card gives their events, found \\d+ records"
                            + " under other keys, because the contract's key has changed since: run `wherry rebuild`",
                    differences);
        } finally {
            home.sql("ALTER TABLE IF EXISTS kept_contracts RENAME TO wherry_contracts");
        }
    }

    @Test
    void saysWhichColumnIsMissing() throws Exception {
        home.sql("ALTER TABLE users RENAME job TO profession");
        try {
            assertThatThrownBy(home::audit)
                    .isInstanceOf(AuditImpossibleException.class)
                    .hasMessage(
                            "Table users does not fit contract user: column \"job\" does not exist. Add the column by a"
                                    + " migration and run the pipeline, or specify the contracts that it has run with.");
        } finally {
            home.sql("ALTER TABLE users RENAME profession TO job");
        }
    }

    @Test
    void saysThatRowSecurityMayHideRows() throws Exception {
        home.sql("ALTER TABLE users ENABLE ROW LEVEL SECURITY; ALTER TABLE users FORCE ROW LEVEL SECURITY;"
                + " CREATE POLICY hide_seven ON users USING (id <> 7)");
        try {
            AuditReport report = home.audit();

            assertThat(report.notices())
                    .containsExactly(
                            "Row-level security applies to user dwh in table users: rows that its policies hide"
                                    + " count as missing.");
            assertThat(report.differences()).hasSize(1);
        } finally {
            home.sql("DROP POLICY hide_seven ON users; ALTER TABLE users NO FORCE ROW LEVEL SECURITY;"
                    + " ALTER TABLE users DISABLE ROW LEVEL SECURITY");
        }
        assertThat(home.audit().notices()).isEmpty();
    }

    @Test
    void findsMissingAndChangedQuarantineRows() throws Exception {
        home.sql("CREATE TABLE kept AS SELECT * FROM quarantine WHERE topic = 'invalid.cards' ORDER BY partition,"
                + " record_offset LIMIT 2; DELETE FROM quarantine USING kept WHERE quarantine.topic = kept.topic"
                + " AND quarantine.partition = kept.partition AND quarantine.record_offset = kept.record_offset;"
                + " INSERT INTO quarantine SELECT topic, partition, record_offset, key, feed, 'elsewhere', \"offset\", line,"
                + " '[{\"code\": \"wrong\"}]', 'no event', full_size, quarantined_at FROM kept LIMIT 1");
        try {
            List<String> differences = home.differencesIn("quarantine");

            assertThat(differences).hasSize(2);
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
    void findsQuarantineRowsWithoutAnEvent() throws Exception {
        home.sql(
                "INSERT INTO quarantine SELECT 'invalid.cards', 0, 1000000 + n, 'k', 'cards', 'made/up', 0, NULL, '[]', 'x', NULL,"
                        + " now() FROM generate_series(1, 1) n; INSERT INTO quarantine SELECT 'state.card', 0, 1000000, '1', 'cards',"
                        + " 'made/up', 0, NULL, '[{\"code\": \"sqlstate_23514\"}]', 'x', NULL, now()");
        try {
            List<String> differences = home.differencesIn("quarantine");

            assertThat(differences)
                    .as("the first row is beyond the end of its topic, so its record may be in flight")
                    .hasSize(1);
            assertMatches(
                    "quarantine, record state.card-0@1000000 of key 1: .* found a row with reasons sqlstate_23514",
                    differences);
        } finally {
            home.sql("DELETE FROM quarantine WHERE file = 'made/up'");
        }
    }

    @Test
    void findsAChangedCounter() throws Exception {
        home.sql("UPDATE ledger_counts SET events = events + 1 WHERE feed = 'users' AND part = (SELECT min(part) FROM"
                + " ledger_counts WHERE feed = 'users')");
        try {
            assertThat(home.differencesIn("table ledger"))
                    .isEqualTo(
                            List.of(
                                    "table ledger, feed users: expected 1000 events accepted, superseded or duplicate, found 1001"));
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
    @Order(LAST)
    void ignoresAnUnreadCountThatIsTheSameAsBefore() throws Exception {
        String counter = "users|accepted|keep-user-0";
        byte[] count = home.value("SELECT events FROM ledger_counts WHERE concat_ws('|', feed, outcome, part) = '"
                        + counter + "'")
                .getBytes(UTF_8);
        home.produce("ledger", 0, counter.getBytes(UTF_8), count);

        assertThat(home.differencesIn("table wherry_offsets")).isEmpty();
    }

    @Test
    void findsOffsetsBeyondTheTopicAndRecordsThatTheSinkHasNotRead() throws Exception {
        String before = home.value("SELECT next_offset FROM wherry_offsets WHERE topic = 'ledger'");
        home.sql("UPDATE wherry_offsets SET next_offset = 1 WHERE topic = 'ledger'");
        try {
            assertMatches(
                    "table wherry_offsets, ledger-0: .*the sink has not read the records from there on",
                    home.differencesIn("table wherry_offsets"));
            home.sql("UPDATE wherry_offsets SET next_offset = 1000000 WHERE topic = 'ledger'");
            assertMatches(
                    "table wherry_offsets, ledger-0: expected at most \\d+, the end of the topic, found 1000000",
                    home.differencesIn("table wherry_offsets"));
        } finally {
            home.sql("UPDATE wherry_offsets SET next_offset = " + before + " WHERE topic = 'ledger'");
        }
    }

    @Test
    @Order(LAST)
    void findsStateRecordsWithoutAnEventAndDeletedOnes() throws Exception {
        byte[] event = HardCasesHome.cardEvent("bogus", 5, "Bogus", "2030-01-01 00:00:00")
                .getBytes(UTF_8);
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
                "state.card, key made-up·key: expected no record of this key, found f at offset 0 \\(state.card-\\d@\\d+\\)",
                home.differencesIn("state.card"));
        assertMatches(
                "state.user, key 5: expected the event of .*, found a tombstone \\(state.user-\\d@\\d+\\)", users);
        assertMatches(
                "state.user, key 6: expected the event of .*, found no file \\(.*\\), which differs in the event's bytes, the version,"
                        + " the file, the offset, the modification time",
                users);
        assertThat(users).hasSize(2);
    }

    @Test
    @Order(LAST)
    void findsARawEventWithoutAnOutcomeAndOneThatWasPublishedTwice() throws Exception {
        byte[] event = HardCasesHome.cardEvent("new", 900_005, "New", "2026-01-01 00:00:00")
                .getBytes(UTF_8);
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
        assertThat(report.publishedTwice()).isEqualTo(1);
        assertMatches("cards/new.json at offset 0 \\(raw.cards-0@\\d+\\) 1 more", report.publishedTwiceNamed());
        assertMatches(
                "topic ledger, feed cards: expected \\d+ events accepted, superseded or duplicate, found \\d+",
                differences);
        assertMatches("topic ledger, feed users: expected 1 events invalid, found 0", differences);
        assertMatches(
                "state.card, key 900005: expected the event of cards/new.json at .*, found no record", differences);
        assertMatches("table cards, key 900005: .*, found none", differences);
        assertMatches(
                "invalid.users, users/bad.json at offset 0 \\(raw.users-0@\\d+\\): expected 1 records, found 0",
                differences);
    }

    private static void assertMatches(String pattern, List<String> sentences) {
        assertThat(sentences).anyMatch(sentence -> sentence.matches("(?s)" + pattern));
    }
}
