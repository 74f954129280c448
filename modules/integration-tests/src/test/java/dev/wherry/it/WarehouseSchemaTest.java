package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink and all commands agree on the schema of the warehouse, whatever the search path. */
class WarehouseSchemaTest {
    @TempDir
    Path directory;

    /** The default search path prefers a schema named like the user. Creating one must not start a second warehouse. */
    @Test
    void theWarehouseStaysWhereItIs() throws IOException {
        runWithUser(1, List.of());
        wherry("sql", "--home=" + home(), "CREATE SCHEMA dwh");

        runWithUser(2, List.of());

        wherry("audit", "--home=" + home());
        assertThat(sql("SELECT count(*) FROM users")).contains("2");
        assertThat(sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'dwh'"))
                .contains("0");
        wherry("rebuild", "--home=" + home());
        assertThat(sql("SELECT count(*) FROM public.users")).contains("2");
    }

    @Test
    void everyCommandUsesTheSchemaOfTheUrl() throws Exception {
        try (GivenPostgres postgres = GivenPostgres.start(directory.resolve("postgres"))) {
            try (Connection connection = DriverManager.getConnection(postgres.url(), "dwh", GivenPostgres.PASSWORD);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA reports");
            }
            List<String> options = postgres.options();
            runWithUser(1, withUrl(options, postgres.url() + "?currentSchema=reports"));

            wherry("audit", "--home=" + home());
            assertThat(sql("SELECT schemaname FROM pg_tables WHERE tablename = 'users'"))
                    .contains("reports");
            assertThat(sql("SELECT count(*) FROM users")).contains("1");

            // the schema is found without the parameter, too
            runWithUser(2, options);

            wherry("audit", "--home=" + home());
            assertThat(sql("SELECT count(*) FROM reports.users")).contains("2");
            wherry("rebuild", "--home=" + home());
            assertThat(sql("SELECT count(*) FROM reports.users")).contains("2");
        }
    }

    private static List<String> withUrl(List<String> options, String url) {
        List<String> changed = new ArrayList<>(options);
        changed.replaceAll(option -> option.startsWith("--database-url=") ? "--database-url=" + url : option);
        return changed;
    }

    private void runWithUser(int id, List<String> options) throws IOException {
        Path inbox = directory.resolve("inbox");
        Path users = Files.createDirectories(inbox.resolve("users"));
        Files.writeString(users.resolve(id + ".json"), """
                {"metadata": {"type": "user", "event_id": "00060354-48ba-47d8-82e2-6af076a04a5%1$d",
                "event_at": "2026-11-21 00:14:50"},
                "payload": {"id": %1$d, "name": "A", "address": "B", "job": "C", "score": 0.5}}""".formatted(id));
        wherry(WherryCommand.runOnceArguments(inbox, home(), options.toArray(String[]::new)));
    }

    private String sql(String statement) {
        return wherry("sql", "--home=" + home(), "--csv", statement);
    }

    private static String wherry(String... arguments) {
        WherryCommand command = WherryCommand.run(arguments);
        assertThat(command.exitCode()).as(command.err() + command.out()).isZero();
        return command.out();
    }

    private Path home() {
        return directory.resolve("home");
    }
}
