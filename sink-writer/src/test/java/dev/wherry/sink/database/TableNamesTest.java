package dev.wherry.sink.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.ScalarType;
import dev.wherry.contracts.TableName;
import dev.wherry.sink.SharedPostgres;
import dev.wherry.sink.TestDatabase;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.RowFormat;
import dev.wherry.sink.batch.TargetTable;
import dev.wherry.sink.copy.PostgresType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Table names that contracts may use together. */
class TableNamesTest {
    private final TestDatabase database = SharedPostgres.newDatabase();

    @Test
    void writesATableNamedLikeAStagingTable() throws SQLException {
        assertAllCanBeWritten("users", "incoming_users", "incoming_1", "incoming");
    }

    @Test
    void writesTablesWhoseLongNamesShareAPrefix() throws SQLException {
        assertAllCanBeWritten("x".repeat(62) + "1", "x".repeat(62) + "2");
    }

    @Test
    void writesTablesNamedByReservedWords() throws SQLException {
        assertAllCanBeWritten("order", "user", "table");
    }

    private void assertAllCanBeWritten(String... tables) throws SQLException {
        List<RowFormat<Long>> formats = new ArrayList<>();
        for (String table : tables) {
            database.execute("CREATE TABLE \"" + table + "\" (id bigint PRIMARY KEY, value bigint)");
            formats.add(new Ids(table));
        }

        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            List<TableLoader<Long>> loaders = new ArrayList<>();
            for (RowFormat<Long> format : formats) {
                loaders.add(new TableLoader<>(
                        connection,
                        format.table(),
                        loaders.size(),
                        TableConstraints.read(connection, List.of(format.table()))));
            }
            for (int i = 0; i < formats.size(); i++) {
                loaders.get(i).load(EncodedRows.of(formats.get(i), List.of(7L)));
            }
            connection.commit();
        }

        for (String table : tables) {
            assertThat(database.rows("SELECT id FROM public.\"" + table + "\""))
                    .as(table)
                    .containsExactly("7");
        }
    }

    private record Ids(String name) implements RowFormat<Long> {
        @Override
        public TargetTable table() {
            return new TargetTable(
                    TableName.of(name),
                    List.of(
                            new TargetTable.Field("id", PostgresType.of(ScalarType.BIGINT)),
                            new TargetTable.Field("value", PostgresType.of(ScalarType.BIGINT))),
                    List.of(),
                    List.of("id"),
                    TargetTable.OnConflict.REPLACE,
                    Optional.empty());
        }

        @Override
        public Object[] values(Long id) {
            return new Object[] {id, id};
        }
    }
}
