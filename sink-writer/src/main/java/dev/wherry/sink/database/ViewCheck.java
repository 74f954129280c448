package dev.wherry.sink.database;

import dev.wherry.contracts.Column;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.SqlIdentifiers;
import dev.wherry.contracts.TableName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out whether a view can be written like a table, by letting PostgreSQL plan an upsert. */
final class ViewCheck {
    private static final String REMEDY =
            "Let it show the columns of one table, with those of its primary key, without aggregates or triggers; or name"
                    + " the table in the contract.";

    private final Connection connection;
    private final Path file;
    private final TableName name;
    private final Contract contract;

    ViewCheck(Connection connection, Path file, TableName name, Contract contract) {
        this.connection = connection;
        this.file = file;
        this.name = name;
        this.contract = contract;
    }

    Optional<Difference> difference() throws SQLException {
        if (contract.isEventTable()) {
            return Optional.of(new Difference(
                    file, name, "an event table cannot be a view", "Name the table below the view in the contract."));
        }
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute(upsert());
            if (contract.deletesRows()) {
                statement.execute("EXPLAIN DELETE FROM " + name.sql());
            }
            return Optional.empty();
        } catch (SQLException failure) {
            if (FailureKind.of(failure) == FailureKind.TRANSIENT) {
                throw failure;
            }
            return Optional.of(new Difference(
                    file,
                    name,
                    "the view cannot be written like a table: " + FailureMessages.ofStatement(failure),
                    REMEDY));
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    private String upsert() {
        String columns = list(contract.columns());
        return "EXPLAIN INSERT INTO %1$s (%2$s) SELECT %2$s FROM %1$s ON CONFLICT (%3$s) DO UPDATE SET %4$s"
                .formatted(
                        name.sql(),
                        columns,
                        list(contract.columns().stream().filter(Column::key).toList()),
                        contract.columns().stream()
                                .map(column -> SqlIdentifiers.quote(column.name()))
                                .map(column -> column + " = excluded." + column)
                                .collect(Collectors.joining(", ")));
    }

    private static String list(List<Column> columns) {
        return TableSql.columnList(columns.stream().map(Column::name).toList());
    }
}
