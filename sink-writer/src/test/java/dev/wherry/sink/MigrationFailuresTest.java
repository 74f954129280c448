package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about migrations that fail, or that do not fit those that ran before: which file, which line, what to do. */
class MigrationFailuresTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);

    @TempDir
    Path migrations;

    private final TestDatabase database = SharedPostgres.newDatabase();

    @BeforeEach
    void copyTheFirstMigration() throws IOException {
        Files.copy(GaugeRecords.CONTRACTS.resolve("migrations/V1__gauges.sql"), first());
    }

    @Test
    void namesTheLineOfASyntaxError() throws IOException {
        write("V2__more.sql", """
                -- a comment
                CREATE TABLE one (id bigint);

                /* another
                   comment */
                CREATE
                  TABEL two (id bigint);
                """);

        assertThat(failure())
                .isEqualTo("The migration " + migrations.resolve("V2__more.sql")
                        + " failed at line 7: syntax error at or near \"TABEL\" (SQLSTATE 42601)."
                        + " Correct the file, then start again. Nothing of this migration has taken effect.");
    }

    @Test
    void namesTheLineOfAStatementWithoutPosition() throws IOException {
        write("V2__more.sql", "CREATE TABLE one (id bigint);\n\nCREATE TABLE gauges (id bigint);\n");

        assertThat(failure())
                .contains("V2__more.sql failed at line 3: relation \"gauges\" already exists (SQLSTATE 42P07)")
                .contains("drop it, or remove the statement");
    }

    @Test
    void showsNoValueOfARow() throws Exception {
        start();
        database.execute(
                "INSERT INTO gauges (station, id, note, version, loaded) VALUES ('s', 1, 'Jane Doe', '', now())");
        write("V2__convert.sql", "ALTER TABLE gauges ALTER note TYPE bigint USING note::bigint;");

        assertThat(failure())
                .contains(
                        "V2__convert.sql failed at line 1: invalid input syntax for type bigint: \"…\" (SQLSTATE 22P02)")
                .doesNotContain("Jane");
    }

    @Test
    void saysWhichPrivilegeIsMissing() throws SQLException {
        String user = "poor_" + database.name();
        database.execute("CREATE ROLE " + user + " LOGIN");

        assertThat(failure(Map.of("database.user", user)))
                .contains("User " + user + " may not create tables in schema public")
                .contains("GRANT CREATE ON SCHEMA public TO " + user);
    }

    @Test
    void saysWhatToDoAboutAnEditedMigration() throws Exception {
        start();
        Files.writeString(first(), Files.readString(first()) + "CREATE TABLE more (id bigint);\n");

        assertThat(failure())
                .startsWith(first() + " was edited after it ran.")
                .contains("restore the content that ran and write the change as a new migration")
                .contains("DELETE FROM public.flyway_schema_history WHERE version = '1'")
                .contains("delete the home")
                .doesNotContain("repair");
    }

    @Test
    void theRemedyOfAHomeForAnEditedMigrationWorks() throws Exception {
        start();
        Files.writeString(first(), Files.readString(first()) + "CREATE TABLE more (id bigint);\n");
        database.execute("DROP TABLE gauges, writes CASCADE; DROP FUNCTION record_write;"
                + " DELETE FROM public.flyway_schema_history WHERE version = '1'");

        start();

        assertThat(database.rows("SELECT * FROM more")).isEmpty();
    }

    @Test
    void saysWhatToDoAboutARenamedMigration() throws Exception {
        start();
        Files.move(first(), migrations.resolve("V1__levels.sql"));

        assertThat(failure())
                .isEqualTo(migrations.resolve("V1__levels.sql")
                        + " was renamed after it ran: its description was \"gauges\". Give it its old name again.");
    }

    @Test
    void saysWhatToDoAboutAMissingMigration() throws Exception {
        write("V2__more.sql", "CREATE TABLE more (id bigint);");
        start();
        Files.delete(first());

        assertThat(failure())
                .isEqualTo("The file of migration 1 (gauges) is missing from " + migrations
                        + ", although it ran. Restore it with its old name and content.");
    }

    @Test
    void saysWhatToDoAboutAMigrationThatComesTooLate() throws Exception {
        write("V2__more.sql", "CREATE TABLE more (id bigint);");
        start();
        write("V1_5__between.sql", "CREATE TABLE between_them (id bigint);");

        assertThat(failure())
                .isEqualTo(migrations.resolve("V1_5__between.sql")
                        + " has a lower version than a migration that ran already, so it would never run."
                        + " Rename it to the next version.");
    }

    @Test
    void reportsAllMigrationsThatDoNotFit() throws Exception {
        write("V2__more.sql", "CREATE TABLE more (id bigint);");
        start();
        write("V2__more.sql", "CREATE TABLE less (id bigint);");
        Files.writeString(first(), "SELECT 1;");

        assertThat(failure().lines())
                .satisfiesExactly(line -> assertThat(line).startsWith(first() + " was edited"), line -> assertThat(line)
                        .startsWith(migrations.resolve("V2__more.sql") + " was edited"));
    }

    @Test
    void namesBothFilesOfAVersion() throws IOException {
        write("V1__other.sql", "SELECT 1;");

        assertThat(failure())
                .startsWith("Two migrations have the same version: ")
                .contains(
                        first().toString(), migrations.resolve("V1__other.sql").toString())
                .endsWith("Give one of them the next version by renaming it.");
    }

    @Test
    void namesAFileThatFlywayWouldIgnore() throws IOException {
        write("V2_more.sql", "SELECT 1;");

        assertThat(failure()).contains("V2_more.sql", "with two underscores");
    }

    @Test
    void saysWhatToDoAfterAFailureOutsideATransaction() throws Exception {
        start();
        database.execute(
                "INSERT INTO gauges (station, id, version, loaded) VALUES ('a', 1, '', now()), ('b', 1, '', now())");
        write("V2__index.sql", "CREATE UNIQUE INDEX CONCURRENTLY one_id ON gauges (id);");

        assertThat(failure())
                .contains("V2__index.sql failed at line 1: could not create unique index \"one_id\" (SQLSTATE 23505)")
                .contains("outside a transaction");
        assertThat(failure())
                .startsWith(migrations.resolve("V2__index.sql") + " failed earlier.")
                .contains("DELETE FROM public.flyway_schema_history WHERE version = '2'")
                .doesNotContain("repair");
    }

    @Test
    void saysWhatToDoAboutTablesOfAnotherBuild() throws Exception {
        start();
        database.execute("UPDATE wherry_schema_history SET checksum = 1 WHERE version = '1'");

        assertThat(failure()).contains("were created by another build of Wherry", "delete the home");
    }

    private Path first() {
        return migrations.resolve("V1__gauges.sql");
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(migrations.resolve(name), sql);
    }

    private void start() {
        worker(Map.of()).start(STATE).close();
    }

    private String failure() {
        return failure(Map.of());
    }

    private String failure(Map<String, String> options) {
        try (FakeWorker worker = worker(options)) {
            return catchThrowableOfType(OperatorActionRequiredException.class, () -> worker.start(STATE))
                    .getMessage();
        }
    }

    private FakeWorker worker(Map<String, String> options) {
        Map<String, String> configuration = FakeWorker.configuration(database);
        configuration.put("migrations", migrations.toString());
        configuration.putAll(options);
        return new FakeWorker(new FakeTopics(), configuration);
    }
}
