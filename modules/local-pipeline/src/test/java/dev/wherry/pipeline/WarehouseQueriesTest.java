package dev.wherry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Keep;
import dev.wherry.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseQueriesTest {
    @TempDir
    Path directory;

    @Test
    void countsTablesNamedByReservedWords() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
                WarehouseQueries warehouse =
                        new WarehouseQueries(database.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD)) {
            for (String table : List.of("order", "user")) {
                create(database, table);

                assertThat(warehouse.rows(contract(table))).as(table).isEqualTo(2);
            }
        }
    }

    @Test
    void countsOnlyRejectedRowsThatHaveNotGotInSince() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
                WarehouseQueries warehouse =
                        new WarehouseQueries(database.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD)) {
            assertThat(warehouse.rejectedKeys(contract("card")))
                    .as("without a table")
                    .isZero();
            execute(database, "CREATE TABLE quarantine (topic text, key text, resolved_at timestamptz)");
            execute(
                    database,
                    "INSERT INTO quarantine VALUES ('state.card', '1', NULL), ('state.card', '1', NULL),"
                            + " ('state.card', '2', now()), ('invalid.cards', '3', NULL)");

            assertThat(warehouse.rejectedKeys(contract("card"))).isEqualTo(1);
        }
    }

    @Test
    void knowsWithWhichContractTheStateWasBuilt() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
                WarehouseQueries warehouse =
                        new WarehouseQueries(database.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD)) {
            assertThat(warehouse.builtWithOtherContract("card", "b"))
                    .as("without a table")
                    .isEmpty();
            execute(database, "CREATE TABLE wherry_contracts (type text, digest text, recorded_at timestamptz)");
            execute(database, "INSERT INTO wherry_contracts VALUES ('card', 'a', '2026-11-29 08:00+01')");

            assertThat(warehouse.builtWithOtherContract("card", "a")).isEmpty();
            assertThat(warehouse.builtWithOtherContract("user", "a")).isEmpty();
            assertThat(warehouse.builtWithOtherContract("card", "b")).contains("2026-11-29 07:00");
        }
    }

    private static void create(EmbeddedDatabase database, String table) throws Exception {
        execute(database, "CREATE TABLE \"%1$s\" (id bigint); INSERT INTO \"%1$s\" VALUES (1), (2)".formatted(table));
    }

    private static void execute(EmbeddedDatabase database, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Contract contract(String table) {
        return new Contract(table, List.of("feed"), Keep.LATEST, List.of(), table, List.of());
    }
}
