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

    private static void create(EmbeddedDatabase database, String table) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE \"%1$s\" (id bigint); INSERT INTO \"%1$s\" VALUES (1), (2)".formatted(table));
        }
    }

    private static Contract contract(String table) {
        return new Contract(table, List.of("feed"), Keep.LATEST, List.of(), table, List.of());
    }
}
