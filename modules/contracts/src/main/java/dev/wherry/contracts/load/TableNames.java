package dev.wherry.contracts.load;

import dev.wherry.contracts.TableName;

/** Reads the names of tables in contracts. */
final class TableNames {
    static final String SYNTAX = "(" + NamingRules.IDENTIFIER + "\\.)?" + NamingRules.IDENTIFIER;
    static final String REMEDY = NamingRules.IDENTIFIER_REMEDY + "; a schema may precede, such as shop.orders";

    private TableNames() {}

    /**
     * The table of that name. Adds a fault if the name is reserved.
     *
     * @param text of the {@link #SYNTAX}
     * @param property where the name is written
     */
    static TableName read(String text, YamlMapping mapping, String property) {
        int dot = text.indexOf('.');
        TableName table = dot < 0 ? TableName.of(text) : TableName.of(text.substring(0, dot), text.substring(dot + 1));
        if (NamingRules.isReservedTable(table.table())) {
            mapping.fault(property, table.table() + " is reserved for Wherry", "choose another name");
        }
        if (table.schema().filter(NamingRules::isReservedSchema).isPresent()) {
            mapping.fault(property, table + " is in a schema of PostgreSQL", "choose another schema");
        }
        return table;
    }
}
