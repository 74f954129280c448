package dev.wherry.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The contracts that differ from those that the state was built with, which the sink records in {@code wherry_contracts}. */
final class ContractChanges {
    private ContractChanges() {}

    /** A sentence for each changed contract. Empty for a warehouse without the table. */
    static List<String> find(AuditDatabase database, Catalog catalog) throws SQLException {
        List<String> sentences = new ArrayList<>();
        if (!database.tableExists("wherry_contracts")) {
            return sentences;
        }
        for (Contract contract : catalog.contracts()) {
            database.each(
                    "SELECT to_char(recorded_at, 'YYYY-MM-DD HH24:MI') FROM wherry_contracts WHERE type = ? AND digest <> ?",
                    row -> sentences.add("The contract " + contract.type() + " has changed since its state was built ("
                            + row.getString(1)
                            + " UTC): run `wherry rebuild`, or audit with the contracts that it was built with."),
                    contract.type(),
                    catalog.digest(contract));
        }
        return sentences;
    }
}
