package dev.wherry.it.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.it.WarehouseTables;
import dev.wherry.it.WherryCommand;
import dev.wherry.testing.docs.DocumentationPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backup of a warehouse as in docs/housekeeping.md, with the programs in the compose project's PostgreSQL container. */
@Tag("docker")
class WarehouseBackupTest {
    @TempDir
    Path directory;

    private Path inbox;
    private Path home;
    private Path password;

    @BeforeEach
    void prepare() throws Exception {
        inbox = directory.resolve("inbox");
        home = directory.resolve("home");
        password = Files.writeString(directory.resolve("password"), EmbeddedDatabase.PASSWORD);
    }

    @Test
    void aRestoredDumpContinuesWhereItsOffsetsAre() throws Exception {
        DocumentationPage page =
                DocumentationPage.of("docs/housekeeping.md").section("Back up and restore a warehouse");
        try (ComposeProject compose = new ComposeProject(directory)) {
            compose.run("up", "--detach", "--wait", "dwh");
            generate("users", 1, 20);
            generate("cards", 1, 100);
            run(compose);

            inContainer(compose, page.block("sh", "pg_dump"));
            String backedUp = digest(compose);
            generate("cards", 2, 100);
            run(compose);
            String expected = digest(compose);
            assertThat(expected).isNotEqualTo(backedUp);

            inContainer(compose, page.block("sh", "pg_restore"));
            assertThat(digest(compose)).isEqualTo(backedUp);
            run(compose);

            assertThat(digest(compose)).isEqualTo(expected);
            wherry(compose, "audit", "--home=" + home, "--contracts=" + WherryCommand.SHIPPED_CONTRACTS);
        }
    }

    private void generate(String service, int seed, int count) {
        WherryCommand generate = WherryCommand.run(
                "generate",
                service,
                "--directory=" + inbox.resolve(service),
                "--seed=" + seed,
                "--rate=500",
                "--count=" + count);
        assertThat(generate.exitCode()).as(generate.err()).isZero();
    }

    private void run(ComposeProject compose) {
        wherry(
                compose,
                "run",
                "--once",
                "--inbox=" + inbox,
                "--home=" + home,
                "--contracts=" + WherryCommand.SHIPPED_CONTRACTS,
                "--quiet-period=500ms",
                "--kafka-port=0",
                "--connect-port=0");
    }

    private void wherry(ComposeProject compose, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--database-url=" + compose.jdbcUrl(),
                "--database-user=" + EmbeddedDatabase.USER,
                "--database-password-file=" + password));
        WherryCommand command = WherryCommand.run(all.toArray(String[]::new));
        assertThat(command.exitCode()).as(command.err() + command.out()).isZero();
    }

    private static void inContainer(ComposeProject compose, String commands) throws Exception {
        String user = "PGUSER=" + EmbeddedDatabase.USER;
        compose.run("exec", "--no-TTY", "--workdir", "/tmp", "--env", user, "dwh", "sh", "-ec", commands);
    }

    private static String digest(ComposeProject compose) throws Exception {
        try (WarehouseTables tables = WarehouseTables.at(compose.jdbcUrl())) {
            return tables.digest();
        }
    }
}
