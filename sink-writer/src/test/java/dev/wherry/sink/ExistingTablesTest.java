package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Verdict;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that somebody else has made: other types, names, views, no column for the version. */
class ExistingTablesTest {
    private static final String STATE = "state.thing";
    private static final String EVENTS = "events.thing";

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();

    @TempDir
    Path contracts;

    private Catalog catalog;

    private void declare(String keep, String table, String columns) throws IOException {
        Path own = Files.createDirectories(contracts.resolve("thing"));
        Files.writeString(own.resolve("schema.json"), "{\"properties\": {\"id\": {}, \"v\": {}}}");
        Files.writeString(own.resolve("contract.yaml"), """
                type: thing
                feeds: [things]
                match: all
                schema: schema.json
                key: [/id]
                version: [{from: /seq, as: integer}]
                %s
                table: %s
                columns:
                  %s
                """.formatted(keep, table, columns.replace("; ", "\n  ")));
        catalog = Catalog.load(contracts);
    }

    private FakeTopics.Entry event(String json) {
        byte[] value = json.replace("'", "\"").getBytes(StandardCharsets.UTF_8);
        Verdict.Valid valid = (Verdict.Valid) catalog.validator("things").validate(value, HeaderReader.NONE);
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(Headers.FEED, GaugeRecords.text("things"));
        headers.put(Headers.FILE, GaugeRecords.text("things/a.ndjson"));
        headers.put(Headers.OFFSET, GaugeRecords.text("0"));
        headers.put(Headers.MODIFIED, GaugeRecords.text("1600000000123456789"));
        headers.put(Headers.VERSION, valid.version());
        return new FakeTopics.Entry(valid.key(), valid.deletion() ? null : value, headers);
    }

    private FakeTopics.Entry thing(long id, long seq, String value) {
        return event("{'id': %d, 'seq': %d, 'v': %s}".formatted(id, seq, value));
    }

    private FakeTopics.Entry deletion(long id, long seq) {
        return event("{'id': %d, 'seq': %d, 'gone': true}".formatted(id, seq));
    }

    private void write(String topic, FakeTopics.Entry... entries) {
        Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(database));
        configuration.put("contracts", contracts.toString());
        try (FakeWorker worker = new FakeWorker(log, configuration)) {
            log.append(new TopicPartition(topic, 0), entries);
            worker.start(new TopicPartition(topic, 0)).drain();
        }
    }

    /** Writes each entry in a batch of its own. */
    private void writeEach(FakeTopics.Entry... entries) {
        for (FakeTopics.Entry entry : entries) {
            write(STATE, entry);
        }
    }

    @ParameterizedTest(name = "{0} {1}: {2} {4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "type: text | varchar(3) | 'abc' | abc | 'abcd' | 22001",
                "type: text | varchar(3) | 'é€😀' | é€😀 | 'ab  ' | 22001",
                "type: text | varchar | 'abcd' | abcd | none | none",
                "type: text | char(5) | 'ab ' | `ab   ` | 'abcdef' | 22001",
                "type: text | mood | 'happy' | happy | 'sad' | 22P02",
                "type: text | inet | '10.0.0.1/8' | 10.0.0.1/8 | 'ten' | 22P02",
                "type: text | cidr | '10.0.0.0/8' | 10.0.0.0/8 | '10.0.0.1/8' | 22P02",
                "type: text | citext | 'aBc' | aBc | none | none",
                "type: text | time | '12:30' | 12:30:00 | 'now' | 22007",
                "type: text | time(0) | '12:30:59' | 12:30:59 | '12:30:59.5' | 22007",
                "type: text | time | '12:30:59.123456' | 12:30:59.123456 | '12:30:59+02' | 22007",
                "type: text | short_text | 'ab' | ab | 'abcd' | 22001",
                "type: text | short_text | 'ab' | ab | 'no' | 23514",
                "type: bigint | smallint | -32768 | -32768 | 32768 | 22003",
                "type: bigint | integer | 7 | 7 | 3000000000 | 22003",
                "type: bigint | numeric(3) | 999 | 999 | 1000 | 22003",
                "type: bigint | numeric | 7 | 7 | none | none",
                "type: integer | bigint | 7 | 7 | none | none",
                "type: numeric | numeric(5,2) | 1.5 | 1.50 | 1.005 | 22003",
                "type: numeric | numeric(5,2) | 1.500 | 1.50 | 1000 | 22003",
                "type: numeric | numeric(3,-2) | 12300 | 12300 | 12340 | 22003",
                "type: numeric | numeric(5,2) | 'NaN' | NaN | 'Infinity' | 22003",
                "type: double | real | 0.1 | 0.1 | 1e300 | 22003",
                "type: jsonb | json | {'b': 1.50, 'a': [1]} | `{\"a\": [1], \"b\": 1.50}` | none | none",
                "type: timestamptz | timestamp | '2026-01-02T03:04:05.123456+01:00' | 2026-01-02 02:04:05.123456 | none | none",
                "type: timestamptz | timestamp | 'infinity' | infinity | none | none",
                "type: timestamptz, time: {zone: Europe/Berlin} | timestamp | '2026-07-02T03:04:05' | 2026-07-02 03:04:05 | none | none",
                "type: timestamptz, time: {zone: \"+05:30\"} | timestamp | '2026-07-02T03:04:05' | 2026-07-02 03:04:05 | none | none",
                "type: timestamptz | timestamp(0) | '2026-01-02T03:04:05Z' | 2026-01-02 03:04:05 | '2026-01-02T03:04:05.5Z' | 22008",
                "type: timestamptz | timestamptz(3) | '2026-01-02T03:04:05.123Z' | 2026-01-02 03:04:05.123+00"
                        + " | '2026-01-02T03:04:05.1234Z' | 22008",
            })
    void storesWhatFitsAndRejectsTheRest(
            String declared, String type, String value, String stored, String unfit, String state) throws Exception {
        database.execute("CREATE EXTENSION citext; CREATE TYPE mood AS ENUM ('happy', 'tired');"
                + " CREATE DOMAIN short_text AS varchar(3) CHECK (VALUE <> 'no');"
                + " CREATE TABLE things (id bigint PRIMARY KEY, v " + type + ", version bytea NOT NULL)");
        declare(
                "keep: latest",
                "things",
                "id: {from: /id, type: bigint}; v: {from: /v, %s}; version: {from: \"@version\", type: bytea}"
                        .formatted(declared));

        write(
                STATE,
                thing(1, 1, value),
                thing(2, 1, unfit == null ? value : unfit),
                thing(3, 1, "null"),
                thing(4, 1, value));
        write(STATE, thing(3, 2, value));

        assertThat(database.rows("SELECT id, v FROM things ORDER BY id"))
                .isEqualTo(
                        unfit == null
                                ? List.of("1|" + stored, "2|" + stored, "3|" + stored, "4|" + stored)
                                : List.of("1|" + stored, "3|" + stored, "4|" + stored));
        List<String> reasons =
                database.rows("SELECT reasons -> 0 ->> 'code', reasons -> 0 ->> 'message' FROM quarantine");
        if (unfit == null) {
            assertThat(reasons).isEmpty();
        } else {
            assertThat(reasons)
                    .singleElement()
                    .asString()
                    .startsWith("sqlstate_" + state + "|")
                    .contains(
                            state.equals("23514")
                                    ? "constraint short_text_check"
                                    : "table things, column v. The value does not fit");
            assertThat(reasons.get(0)).doesNotContain(unfit.replace("'", ""));
        }
    }

    @Test
    void tellsCopiesInAnEventTableByWhatIsStored() throws Exception {
        database.execute(
                "CREATE EXTENSION citext; CREATE TABLE things (id bigint PRIMARY KEY, v citext, n numeric(5,2),"
                        + " j json, version bytea NOT NULL)");
        declare(
                "keep: every",
                "things",
                "id: {from: /id, type: bigint}; v: {from: /v, type: text}; n: {from: /n, type: numeric};"
                        + " j: {from: /j, type: jsonb}; version: {from: \"@version\", type: bytea}");

        write(
                EVENTS,
                event("{'id': 1, 'v': 'a', 'n': 1.5, 'j': {'x': 1}}"),
                event("{'id': 1, 'v': 'a', 'n': 1.50, 'j': {'x':1}}"),
                event("{'id': 1, 'v': 'A', 'n': 1.5, 'j': {'x': 1}}"),
                event("{'id': 2, 'v': 'a', 'n': 1.555}"));

        assertThat(database.rows("SELECT id, v, n, j FROM things")).containsExactly("1|a|1.50|{\"x\": 1}");
        assertThat(database.rows("SELECT reasons -> 0 ->> 'code' FROM quarantine ORDER BY record_offset"))
                .containsExactly("key_conflict", "sqlstate_22003");
        assertThat(database.rows("SELECT outcome, sum(events) FROM ledger_counts GROUP BY 1 ORDER BY 1"))
                .containsExactly("accepted|-2", "duplicate|1", "invalid|1");
    }

    @Test
    void lineageColumnsMayHaveOtherTypesToo() throws Exception {
        database.execute(
                "CREATE TABLE things (id integer PRIMARY KEY, file varchar(200), at integer, modified timestamp,"
                        + " loaded timestamp(0), version bytea NOT NULL)");
        declare(
                "keep: latest",
                "things",
                "id: {from: /id, type: bigint}; file: {from: \"@file\", type: text}; at: {from: \"@offset\", type: bigint};"
                        + " modified: {from: \"@modified\", type: timestamptz}; loaded: {from: \"@loaded\", type: timestamptz};"
                        + " version: {from: \"@version\", type: bytea}");

        write(STATE, thing(1, 1, "1"));

        assertThat(database.rows(
                        "SELECT id, file, at, modified, abs(extract(epoch FROM loaded - now() AT TIME ZONE 'UTC'))"
                                + " < 60 FROM things"))
                .containsExactly("1|things/a.ndjson|0|2020-09-13 12:26:40.123456|t");
    }

    @ParameterizedTest
    @CsvSource({
        "Order Lines, Order Lines",
        "'\"Order\"', Order",
        "select, select",
        "Shop.Order-Lines, Shop\".\"Order-Lines",
        "Größe, Größe"
    })
    void namesMayBeReservedOrInUpperCase(String table, String name) throws Exception {
        database.execute("CREATE SCHEMA \"Shop\"; CREATE TABLE \"%s\" (\"Id\" bigint PRIMARY KEY, \"user\" varchar(3),"
                        .formatted(name)
                + " \"Version of row\" bytea NOT NULL)");
        declare(
                "keep: latest\ndelete: {/gone: true}",
                "'" + table + "'",
                "Id: {from: /id, type: bigint}; user: {from: /v, type: text};"
                        + " Version of row: {from: \"@version\", type: bytea}");

        write(STATE, thing(1, 1, "'a'"), thing(2, 1, "'long'"), thing(3, 1, "'c'"));
        write(STATE, thing(1, 2, "'b'"), deletion(3, 2));

        assertThat(database.rows("SELECT * FROM \"" + name + "\""))
                .singleElement()
                .asString()
                .startsWith("1|b|");
        assertThat(database.rows("SELECT reasons -> 0 ->> 'message' FROM quarantine"))
                .singleElement()
                .asString()
                .contains("column user");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a table | CREATE TABLE things (id bigint PRIMARY KEY, v varchar(5))",
                "a table of the same types | CREATE TABLE things (id bigint PRIMARY KEY, v text)",
                "a view | CREATE TABLE base (id bigint PRIMARY KEY, v text, hidden text DEFAULT 'x');"
                        + " CREATE VIEW things AS SELECT id, v FROM base"
            })
    void withoutAVersionColumnVersionsAreKeptBesideTheTable(String what, String ddl) throws Exception {
        database.execute(ddl + "; INSERT INTO things VALUES (7, 'old'), (8, 'old'), (9, 'old')");
        declare(
                "keep: latest\ndelete: {/gone: true}",
                "things",
                "id: {from: /id, type: bigint}; v: {from: /v, type: text}");

        writeEach(
                thing(1, 2, "'b'"),
                thing(1, 1, "'a'"),
                thing(2, 1, "'a'"),
                deletion(2, 2),
                thing(3, 2, "'c'"),
                deletion(3, 1),
                thing(4, 1, "'x'"),
                thing(4, 1, "'y'"),
                thing(7, 1, "'new'"),
                deletion(8, 1));
        write(
                STATE,
                thing(5, 1, "'a'"),
                thing(5, 3, "'c'"),
                thing(5, 2, "'b'"),
                thing(1, 1, "'late'"),
                thing(6, 1, "'f'"));

        assertThat(database.rows("SELECT id, v FROM things ORDER BY id"))
                .as(what)
                .containsExactly("1|b", "3|c", "4|y", "5|c", "6|f", "7|new", "9|old");
        assertThat(database.rows("SELECT count(*), count(DISTINCT version) FROM wherry_versions"))
                .containsExactly("6|3");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    @Test
    void aRejectedRowLeavesNoVersionBesideTheTable() throws Exception {
        database.execute("CREATE TABLE things (id bigint PRIMARY KEY, v text CHECK (v <> 'bad'))");
        declare("keep: latest", "things", "id: {from: /id, type: bigint}; v: {from: /v, type: text}");

        write(STATE, thing(1, 1, "'a'"), thing(2, 1, "'b'"));
        write(STATE, thing(1, 2, "'bad'"), thing(3, 1, "'bad'"), thing(2, 2, "'c'"));

        assertThat(database.rows("SELECT id, v FROM things ORDER BY id")).containsExactly("1|a", "2|c");
        assertThat(database.rows("SELECT convert_from(key, 'UTF8'), rank() OVER (ORDER BY version) FROM wherry_versions"
                        + " ORDER BY 1"))
                .hasSize(2);
        assertThat(database.rows("SELECT reasons -> 0 ->> 'code' FROM quarantine"))
                .containsExactly("sqlstate_23514", "sqlstate_23514");
    }

    @Test
    void theDatabasesDefaultMayTakeThePlaceOfNull() throws SQLException, IOException {
        database.execute("CREATE SEQUENCE numbers; CREATE TABLE things (id bigint PRIMARY KEY, v varchar(9) NOT NULL"
                + " DEFAULT lower('NONE'), n bigint DEFAULT nextval('numbers'), version bytea NOT NULL)");
        declare(
                "keep: latest",
                "things",
                "id: {from: /id, type: bigint}; v: {from: /v, type: text, default: \"@database\"};"
                        + " n: {from: /n, type: bigint, default: \"@database\"}; version: {from: \"@version\", type: bytea}");

        write(STATE, thing(1, 1, "'a'"), thing(2, 1, "null"));
        write(STATE, thing(1, 2, "null"), thing(2, 2, "'b'"), thing(3, 1, "'much too long'"));

        assertThat(database.rows("SELECT id, v FROM things ORDER BY id")).containsExactly("1|none", "2|b");
        assertThat(database.rows("SELECT count(*) FROM things WHERE n > 0")).containsExactly("2");
    }
}
