package dev.wherry.contracts.load;

import dev.wherry.contracts.Column;
import dev.wherry.contracts.ContractTable;
import dev.wherry.contracts.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the names of tables in contracts. */
final class TableNames {
    private TableNames() {}

    /**
     * The table of that name; empty if it is no name, which adds a fault. Adds a fault, too, if the name is reserved.
     *
     * @param property where the name is written
     */
    static Optional<TableName> read(String text, YamlMapping mapping, String property) {
        List<String> parts =
                Stream.of(text.split("\\.", -1)).map(NamingRules::unquoted).toList();
        if (parts.size() > 2 || !parts.stream().allMatch(NamingRules::isIdentifier)) {
            mapping.fault(
                    property,
                    "\"" + text + "\" is not allowed here",
                    NamingRules.IDENTIFIER_REMEDY + "; a schema may precede, such as shop.orders");
            return Optional.empty();
        }
        TableName table = parts.size() == 1 ? TableName.of(parts.get(0)) : TableName.of(parts.get(0), parts.get(1));
        if (NamingRules.isReservedTable(table.table())) {
            mapping.fault(property, table.table() + " is reserved for Wherry", "choose another name");
        }
        if (table.schema().filter(NamingRules::isReservedSchema).isPresent()) {
            mapping.fault(property, table + " is in a schema of PostgreSQL", "choose another schema");
        }
        return Optional.of(table);
    }

    /** The table whose name a property of the contract has; empty if there is a fault. */
    static Optional<TableName> read(YamlMapping contract, String property) {
        return contract.text(property).flatMap(text -> read(text, contract, property));
    }

    /**
     * Reads {@code history}; empty if the contract has none.
     *
     * @param table the table beside it
     * @param columns the columns that both tables have
     */
    static Optional<TableName> readHistory(YamlMapping contract, Optional<TableName> table, List<Column> columns) {
        if (!contract.has("history")) {
            return Optional.empty();
        }
        Optional<TableName> history = read(contract, "history");
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
