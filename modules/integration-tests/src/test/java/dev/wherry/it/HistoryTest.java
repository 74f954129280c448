package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.Headers;
import dev.wherry.wire.Origin;
import dev.wherry.wire.OriginOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history, through runs with a rejected row, an audit, a rebuild and an erasure. */
class HistoryTest {
    private static final String ROWS =
            "SELECT concat_ws(' ', id, n, name, deleted::text, source) FROM pets_history ORDER BY id, n, source";
    private static final String VERSIONS =
            "SELECT concat_ws(' ', id, name, valid_from, 'to', valid_to) FROM pets_versions ORDER BY id, valid_from";

    private PipelineDirectory pipeline;

    /** Each file is a second younger than the one before. */
    private int events;

    @BeforeEach
    void use(@TempDir Path directory) {
        pipeline = new PipelineDirectory(directory);
    }

    @Test
    void theHistoryHasEveryVersion() throws Exception {
        writeContracts();
        event("1", "{\"id\": 1, \"n\": 1, \"name\": \"Rex\"}");
        event("2", "{\"id\": 1, \"n\": 3, \"name\": \"King\"}");
        event("3", "{\"id\": 2, \"n\": 1, \"name\": \"Tom\"}");
        Origin copy = event("3-copy", "{\"id\": 2, \"n\": 1, \"name\": \"Tom\"}");
        assertBalances(pipeline.runOnce());
        event("4", "{\"id\": 1, \"n\": 2, \"name\": \"late\"}");
        event("5", "{\"id\": 2, \"n\": 2, \"gone\": true}");

        // the history requires a name, which deletions do not have
        WherryCommand refused = pipeline.runOnce();
        assertThat(refused.exitCode()).as(refused.err() + refused.out()).isEqualTo(3);
        assertThat(refused.out())
                .contains("PostgreSQL rejected 1 row of the table pets_history")
                .doesNotContain("The books do not balance");
        WherryCommand audit = pipeline.command("audit");
        assertThat(audit.exitCode()).as(audit.err() + audit.out()).isZero();
        assertThat(audit.out()).contains("1 events of event tables and histories are in the quarantine");
        List<String> ledger =
                pipeline.column("SELECT outcome || ' ' || sum(events) FROM ledger GROUP BY outcome ORDER BY 1");

        sql("ALTER TABLE pets_history ALTER COLUMN name DROP NOT NULL");
        WherryCommand retry = pipeline.command("quarantine", "retry", "--type=pet");
        assertThat(retry.out()).contains("replaced by newer rows: 1", "rejected again: 0");
        assertThat(pipeline.column("SELECT outcome || ' ' || sum(events) FROM ledger GROUP BY outcome ORDER BY 1"))
                .isEqualTo(ledger);
        assertBalances(pipeline.command("audit"));

        assertThat(pipeline.column(ROWS))
                .containsExactly(
                        "1 1 Rex false pets/1.json",
                        "1 2 late false pets/4.json",
                        "1 3 King false pets/2.json",
                        "2 1 Tom false pets/3.json",
                        "2 2 true pets/5.json");
        assertThat(pipeline.column(VERSIONS))
                .containsExactly("1 Rex 1 to 2", "1 late 2 to 3", "1 King 3 to", "2 Tom 1 to 2");

        WherryCommand rebuilt = pipeline.command("rebuild");
        assertBalances(rebuilt);
        assertThat(rebuilt.out()).contains("events.pet", "table pets_history", "The result is as before");

        theAuditNamesWhatWasChangedByHand(copy);

        assertBalances(pipeline.command("erase", "pet", "2", "--yes"));
        assertThat(pipeline.column("SELECT DISTINCT id FROM pets_history")).containsExactly("1");
        assertBalances(pipeline.command("audit"));
    }

    private void theAuditNamesWhatWasChangedByHand(Origin copy) throws Exception {
        try (OfflineHome home = OfflineHome.attach(pipeline.home(), pipeline.contracts())) {
            home.sql("CREATE TABLE kept AS SELECT * FROM pets_history");
            home.sql("UPDATE pets_history SET name = 'changed' WHERE id = 1 AND n = 2");
            home.sql("UPDATE pets_history SET deleted = true WHERE id = 1 AND n = 1");
            home.sql("UPDATE pets_history SET history_order = '\\x00' WHERE id = 1 AND n = 3");
            home.sql("DELETE FROM pets_history WHERE deleted AND id = 2");
            home.sql("INSERT INTO pets_history SELECT 7, n, name, source, version, history_id, history_order, deleted"
                    + " FROM pets_history WHERE n = 2");

            List<String> differences = home.differencesIn("table pets_history");
            assertThat(differences)
                    .hasSize(5)
                    .anyMatch(line -> line.matches("table pets_history, key 1, .* found other values in columns name"))
                    .anyMatch(
                            line -> line.matches("table pets_history, key 1, .* found other values in columns deleted"))
                    .anyMatch(line ->
                            line.matches("table pets_history, key 1, .* found other values in columns history_order"))
                    .anyMatch(line -> line.matches(
                            "table pets_history, key 2: expected the row of event of pets/5.json .* found none"))
                    .anyMatch(line ->
                            line.matches("table pets_history, key 7, .*: expected no row for this key, found a row"));

            home.sql("TRUNCATE pets_history; INSERT INTO pets_history SELECT * FROM kept; DROP TABLE kept");
            assertThat(home.audit().differences()).isEmpty();
            home.sql("CREATE TABLE kept AS SELECT * FROM pets_history");
            home.sql(
                    "UPDATE pets_history SET source = 'pets/3-copy.json', history_order = '\\x%s' WHERE id = 2 AND n = 1"
                            .formatted(HexFormat.of().formatHex(OriginOrder.encode(copy))));
            assertThat(home.differencesIn("table pets_history"))
                    .singleElement()
                    .asString()
                    .contains(
                            "the row of event of pets/3.json",
                            "the earliest of its copies, found that of a later copy");
            home.sql("TRUNCATE pets_history; INSERT INTO pets_history SELECT * FROM kept; DROP TABLE kept");
            assertThat(home.audit().differences()).isEmpty();

            home.produce(
                    "events.pet",
                    null,
                    "1".getBytes(UTF_8),
                    "{\"id\": 1, \"n\": 9}".getBytes(UTF_8),
                    Headers.FEED,
                    "pets");
            assertThat(home.differencesIn("events.pet"))
                    .singleElement()
                    .asString()
                    .contains("key 1", "found 1 record of this event");
        }
    }

    private void writeContracts() throws IOException {
        Path contract = Files.createDirectories(pipeline.contracts().resolve("pet"));
        Files.writeString(contract.resolve("schema.json"), "{\"type\": \"object\", \"required\": [\"id\", \"n\"]}");
        Files.writeString(contract.resolve("contract.yaml"), """
                type: pet
                feeds: [pets]
                match: all
                delete: {/gone: true}
                schema: schema.json
                key: [/id]
                version: [{from: /n, as: integer}]
                keep: latest
                table: pets
                history: pets_history
                columns:
                  id:      {from: /id, type: bigint}
                  n:       {from: /n, type: bigint}
                  name:    {from: /name, type: text}
                  source:  {from: "@file", type: text}
                  version: {from: "@version", type: bytea}
                """);
        Path migrations = Files.createDirectories(pipeline.contracts().resolve("migrations"));
        Files.writeString(migrations.resolve("V1__pets.sql"), """
                CREATE TABLE pets (id bigint PRIMARY KEY, n bigint NOT NULL, name text NOT NULL, source text NOT NULL,
                    version bytea NOT NULL);
                CREATE TABLE pets_history (LIKE pets, history_id bytea NOT NULL, history_order bytea NOT NULL,
                    deleted boolean NOT NULL, PRIMARY KEY (id, version, history_id));
                CREATE VIEW pets_versions AS
                SELECT id, name, valid_from, valid_to
                FROM (
                    SELECT id, name, deleted, n AS valid_from, lead(n) OVER later AS valid_to
                    FROM pets_history
                    WINDOW later AS (PARTITION BY id ORDER BY version, history_order, history_id)
                ) AS versions
                WHERE NOT deleted;
                """);
    }

    private Origin event(String name, String json) throws IOException {
        Path file = pipeline.inbox().resolve("pets").resolve(name + ".json");
        Files.createDirectories(file.getParent());
        Files.write(file, json.getBytes(UTF_8));
        FileTime modified = FileTime.from(1_700_000_000L + events++, TimeUnit.SECONDS);
        Files.setLastModifiedTime(file, modified);
        return new Origin(
                "pets/" + name + ".json", 0, OptionalLong.of(modified.to(TimeUnit.NANOSECONDS)), OptionalLong.empty());
    }

    private void sql(String statement) throws Exception {
        try (OfflineHome home = OfflineHome.attach(pipeline.home(), pipeline.contracts())) {
            home.sql(statement);
        }
    }

    private static void assertBalances(WherryCommand command) {
        assertThat(command.exitCode()).as(command.err() + command.out()).isZero();
    }
}
