package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run, audit and rebuild on tables that were made for something else, with values that do not fit them. */
class ExistingTablesTest {
    private static final String MIGRATION = """
            CREATE SCHEMA "Legacy";
            CREATE TYPE mood AS ENUM ('happy', 'tired');
            CREATE TABLE "Legacy"."Order Lines" (
                "orderId" integer PRIMARY KEY,
                "user" varchar(5),
                mood mood,
                price numeric(6,2),
                weight real,
                "createdAt" timestamp,
                opens time,
                address inet,
                details json,
                status char(4) NOT NULL DEFAULT 'new',
                rest jsonb);
            CREATE TABLE visits_below (id bigint PRIMARY KEY, v varchar(3));
            CREATE VIEW visits AS SELECT id, v FROM visits_below;
            """;
    private static final String ORDERS = """
            type: order
            feeds: [orders]
            match: {/type: order}
            schema: schema.json
            key: [/id]
            version: [{from: /seq, as: integer}]
            keep: latest
            delete: {/gone: true}
            extra: keep
            table: Legacy.Order Lines
            columns:
              orderId:   {from: /id, type: bigint}
              user:      {from: /user, type: text}
              mood:      {from: /mood, type: text}
              price:     {from: /price, type: numeric}
              weight:    {from: /weight, type: double}
              createdAt: {from: /created, type: timestamptz, time: {epoch: seconds, zone: Europe/Berlin}}
              opens:     {from: /opens, type: text}
              address:   {from: /address, type: text}
              details:   {from: /details, type: jsonb}
              status:    {from: /status, type: text, default: "@database"}
              rest:      {from: "@extra", type: jsonb}
            """;
    private static final String VISITS = """
            type: visit
            feeds: [orders]
            match: {/type: visit}
            schema: schema.json
            key: [/id]
            keep: latest
            extra: quarantine
            table: visits
            columns:
              id: {from: /id, type: bigint}
              v:  {from: /v, type: text}
            """;
    private static final String SCHEMA = """
            {"properties": {"type": {}, "id": {}, "details": {"properties": {"a": {}}}}}
            """;

    @TempDir
    Path directory;

    @Test
    void theyBalanceAndCanBeRebuilt() throws Exception {
        contract("order", ORDERS);
        contract("visit", VISITS);
        Files.writeString(
                Files.createDirectories(directory.resolve("contracts/migrations"))
                        .resolve("V1__legacy.sql"),
                MIGRATION);
        Path events = Files.createDirectories(directory.resolve("inbox/orders"));
        StringBuilder early = new StringBuilder();
        for (int id = 1; id <= 300; id++) {
            line(early, id, 1, "'user': 'early'");
        }
        Files.writeString(events.resolve("a.ndjson"), early);
        WherryCommand first = run();
        assertThat(first.exitCode()).as(first.err() + first.out()).isZero();

        StringBuilder lines = new StringBuilder();
        for (int id = 1; id <= 300; id++) {
            line(
                    lines,
                    id,
                    2,
                    "'user': '%s', 'price': %s, 'status': 'paid'"
                            .formatted(id % 50 == 0 ? "too long" : "ab", id % 60 == 0 ? "1.005" : "1.5"));
            line(lines, id, 0, "'user': 'late'");
            if (id % 10 == 3) {
                line(lines, id, 3, "'gone': true");
            }
        }
        line(
                lines,
                1000,
                1,
                "'mood': 'happy', 'weight': 0.1, 'created': 1600000000, 'opens': '12:30', 'address': '10.0.0.1',"
                        + " 'details': {'b': 1, 'a': 2.50}, 'colour': 'red'");
        line(lines, 1001, 1, "'mood': 'unknown'");
        line(lines, 1002, 1, "'opens': '25:00'");
        line(lines, 3000000000L, 1, "'user': 'big'");
        for (int id = 1; id <= 50; id++) {
            lines.append("{\"type\": \"visit\", \"id\": %d, \"v\": \"%s\"%s}\n"
                    .formatted(id, id % 7 == 0 ? "long" : "abc", id % 11 == 0 ? ", \"more\": 1" : ""));
        }
        Files.writeString(events.resolve("b.ndjson"), lines);

        // the row of an event that came before one that does not fit stays, but a rebuild need not write it
        WherryCommand run = run();
        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(3);
        assertRows();
        WherryCommand audit = onHome("audit");
        WherryCommand rebuild = onHome("rebuild");

        assertThat(audit.out()).as(audit.err() + audit.out()).endsWith("The books balance.\n");
        assertThat(rebuild.out()).as(rebuild.err() + rebuild.out()).doesNotContain("not as before");
        assertThat(onHome("audit").out()).endsWith("The books balance.\n");
        assertRows();

        try (OfflineHome home = OfflineHome.attach(directory.resolve("home"), directory.resolve("contracts"))) {
            home.sql(
                    "UPDATE \"Legacy\".\"Order Lines\" SET details = '{}', \"user\" = 'x' WHERE \"orderId\" = 1000;"
                            + " UPDATE wherry_versions SET version = '\\x00' WHERE table_name = '\"public\".\"visits\"'"
                            + " AND key = (SELECT min(key::text)::bytea FROM wherry_versions WHERE table_name LIKE '%visits%')");
        }
        assertThat(onHome("audit").out())
                .contains("other values in columns user, details")
                .contains("table wherry_versions, table visits, key")
                .contains("found another version");
    }

    private WherryCommand run() throws Exception {
        return command(WherryCommand.runOnceArguments(
                directory.resolve("inbox"),
                directory.resolve("home"),
                "--contracts=" + directory.resolve("contracts")));
    }

    private void assertRows() throws Exception {
        try (OfflineHome home = OfflineHome.attach(directory.resolve("home"), directory.resolve("contracts"))) {
            assertThat(home.value("SELECT count(*) FROM \"Legacy\".\"Order Lines\" WHERE \"user\" = 'ab'"))
                    .isEqualTo("260");
            assertThat(home.value(
                            "SELECT concat_ws('|', mood, weight, \"createdAt\", opens, address, details, status, rest)"
                                    + " FROM \"Legacy\".\"Order Lines\" WHERE \"orderId\" = 1000"))
                    .isEqualTo("happy|0.1|2020-09-13 14:26:40|12:30:00|10.0.0.1|{\"a\": 2.50, \"b\": 1}|new |"
                            + "{\"/colour\": \"red\", \"/details/b\": 1}");
            assertThat(home.value("SELECT count(*) FROM visits")).isEqualTo("39");
        }
    }

    private void contract(String type, String contract) throws IOException {
        Path own = Files.createDirectories(directory.resolve("contracts").resolve(type));
        Files.writeString(own.resolve("contract.yaml"), contract);
        Files.writeString(own.resolve("schema.json"), SCHEMA);
    }

    private static void line(StringBuilder lines, long id, int seq, String more) {
        lines.append("{'type': 'order', 'id': %d, 'seq': %d, %s}\n"
                .formatted(id, seq, more)
                .replace('\'', '"'));
    }

    private static WherryCommand command(String... arguments) {
        return WherryCommand.run(arguments);
    }

    private WherryCommand onHome(String name) {
        return command(name, "--home=" + directory.resolve("home"), "--contracts=" + directory.resolve("contracts"));
    }
}
