package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.testing.process.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code wherry sql} prints of real types, on a terminal and elsewhere. */
class SqlCommandTest {
    private static final String VALUES = "SELECT 1 AS id, convert_to(repeat('{\"a\": 1}', 100), 'UTF8') AS event,"
            + " NULL AS nothing, E'two\\nlines' AS text, ARRAY[1, NULL] AS numbers, '{\"a\": [1]}'::jsonb AS json";

    @TempDir
    static Path directory;

    private static Path home;

    @BeforeAll
    static void createHome() {
        home = directory.resolve("home");
        EmbeddedDatabase.start(home, 0).close();
    }

    @Test
    void printsATableWithShortenedBytesOnATerminal() throws Exception {
        assertThat(onTerminal(VALUES)).isEqualTo("""
                id | event                   | nothing | text      | numbers  | json
                ---+-------------------------+---------+-----------+----------+-----------
                1  | \\x7b226122… (800 bytes) | (null)  | two⏎lines | {1,NULL} | {"a": [1]}
                (1 row)
                """);
    }

    @Test
    void printsCsvWithWholeValuesElsewhere() {
        WherryCommand csv = WherryCommand.run("sql", "--home=" + home, VALUES);

        assertThat(csv.exitCode()).as(csv.err()).isZero();
        assertThat(csv.out())
                .startsWith("id,event,nothing,text,numbers,json\n1,\\x7b2261223a20317d")
                .contains(",,\"two\nlines\",\"{1,NULL}\",\"{\"\"a\"\": [1]}\"\n")
                .hasSizeGreaterThan(1_600);
    }

    @Test
    void printsTheResultsOfAllStatements() {
        WherryCommand csv = WherryCommand.run(
                "sql",
                "--home=" + home,
                "SELECT 1 AS a; CREATE TEMP TABLE t (x int); INSERT INTO t VALUES (1), (2);"
                        + " SELECT x FROM t ORDER BY x");

        assertThat(csv.out()).isEqualTo("a\n1\nx\n1\n2\n");
        assertThat(csv.err()).isEqualTo("2 rows\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP DATABASE IF EXISTS others",
                "VACUUM",
                "CREATE INDEX CONCURRENTLY ON numbers (x)",
                "CALL insert_and_commit()",
                "/* SELECT */\n-- SELECT\nVACUUM numbers"
            })
    void runsWhatRefusesATransaction(String statement) {
        WherryCommand setup = WherryCommand.run(
                "sql",
                "--home=" + home,
                "CREATE TABLE IF NOT EXISTS numbers (x int);"
                        + " CREATE OR REPLACE PROCEDURE insert_and_commit() LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO numbers VALUES (1); COMMIT; END'");
        assertThat(setup.exitCode()).as(setup.err()).isZero();

        WherryCommand sql = WherryCommand.run("sql", "--home=" + home, statement);

        assertThat(sql.exitCode()).as(sql.err()).isZero();
    }

    /** The embedded database's user must not, but nothing else hinders it. */
    @Test
    void createsDatabasesIfTheUserMay() {
        WherryCommand sql = WherryCommand.run("sql", "--home=" + home, "CREATE DATABASE other");

        assertThat(sql.err()).contains("permission denied to create database");
    }

    @Test
    void keepsNothingOfSeveralStatementsIfOneFails() {
        WherryCommand failed =
                WherryCommand.run("sql", "--home=" + home, "CREATE TABLE half (x int); INSERT INTO nowhere VALUES (1)");
        WherryCommand tables =
                WherryCommand.run("sql", "--home=" + home, "SELECT to_regclass('half') IS NULL AS is_gone");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(tables.out()).isEqualTo("is_gone\nt\n");
    }

    /** A paged result has a named portal. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT name <> '' AS paged FROM pg_cursors",
                "/* all */ (select name <> '' AS paged FROM pg_cursors)",
                "\n-- VACUUM\n WITH c AS (TABLE pg_cursors) SELECT name <> '' AS paged FROM c"
            })
    void pagesTheResultOfAQuery(String query) {
        WherryCommand sql = WherryCommand.run("sql", "--home=" + home, query);

        assertThat(sql.out()).as(sql.err()).isEqualTo("paged\nt\n");
    }

    private static String onTerminal(String statement) throws Exception {
        Path output = directory.resolve("terminal.out");
        try (ChildProcess sql = WherryCommand.start(
                output, List.of("-Dwherry.terminal=true"), List.of("sql", "--home=" + home, statement))) {
            assertThat(sql.await()).as(sql::output).isZero();
            return sql.output();
        }
    }
}
