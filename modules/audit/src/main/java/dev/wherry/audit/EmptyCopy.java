package dev.wherry.audit;

import dev.wherry.contracts.Contract;
import dev.wherry.contracts.TableName;
import java.sql.SQLException;

/** A temporary table with columns of a table that a contract fills, and columns for the raw record of each row. */
final class EmptyCopy {
    private static final String UNDEFINED_COLUMN = "42703";

    private EmptyCopy() {}

    static void create(AuditDatabase database, Contract contract, TableName table, String name, String columnNames)
            throws SQLException {
        if (!database.tableExists(table)) {
            throw new AuditImpossibleException("There is no table " + table
                    + " in the database: run the pipeline with these contracts first, or specify its database.");
        }
        try {
            // same types as the real table; a contract's table and column names are validated identifiers
            database.execute("CREATE TEMPORARY TABLE " + name + " AS SELECT " + columnNames + " FROM "
                    + table.sql() + " WITH NO DATA; ALTER TABLE pg_temp." + name
                    + " ADD COLUMN " + String.join(", ADD COLUMN ", ExpectedTable.ORIGIN));
        } catch (SQLException failure) {
            if (UNDEFINED_COLUMN.equals(failure.getSQLState())) {
                throw new AuditImpossibleException("Table " + table + " does not fit contract "
                        + contract.type() + ": " + AuditDatabase.message(failure)
                        + ". Add the column by a migration and run the pipeline, or specify the contracts that it has run"
                        + " with.");
            }
            throw failure;
        }
    }
}
