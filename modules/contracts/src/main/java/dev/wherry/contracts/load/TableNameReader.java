package dev.wherry.contracts.load;

import dev.wherry.contracts.Column;
import dev.wherry.contracts.ContractTable;
import dev.wherry.contracts.TableName;
import java.util.List;
import java.util.Optional;

/** Reads the names of the tables that a contract fills. */
final class TableNameReader {
    private final YamlMapping contract;

    TableNameReader(YamlMapping contract) {
        this.contract = contract;
    }

    /** Reads the name that a property of the contract has; empty if there is a fault. */
    Optional<TableName> read(String property) {
        return contract.text(property).flatMap(text -> TableNames.read(text, contract, property));
    }

    /**
     * Reads {@code history}; empty if the contract has none.
     *
     * @param table the table beside it
     * @param columns the columns that both tables have
     */
    Optional<TableName> readHistory(Optional<TableName> table, List<Column> columns) {
        if (!contract.has("history")) {
            return Optional.empty();
        }
        Optional<TableName> history = read("history");
        if (history.isPresent() && history.equals(table)) {
            contract.fault(
                    "history",
                    "is the contract's table, which has one row for each key",
                    "name another table, such as " + history.get() + "_history");
        }
        List<String> added = ContractTable.historyColumns();
        for (Column column : columns) {
            if (added.contains(column.name())) {
                contract.mapping("columns")
                        .fault(
                                column.name(),
                                "is a column that every history table has, and that Wherry fills",
                                "rename it");
            }
        }
        return history;
    }
}
