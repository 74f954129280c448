package dev.wherry.contracts.warehouse;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A contract that differs from the one that the state of its type was built with. The sink records the latter's digest in
 * {@code wherry_contracts}.
 *
 * @param builtAt when the sink recorded it: year, month, day, hour and minute in UTC
 */
public record ContractChange(String type, String builtAt) {
    /**
     * Finds all changed contracts.
     *
     * @throws SQLException with SQLSTATE 42P01, among others, if the sink has not created its tables yet
     */
    public static List<ContractChange> find(Connection connection, Catalog catalog) throws SQLException {
        List<ContractChange> changes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')
                FROM wherry_contracts WHERE type = ? AND digest <> ?
                """)) {
            for (Contract contract : catalog.contracts()) {
                select.setString(1, contract.type());
                select.setString(2, catalog.digest(contract));
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        changes.add(new ContractChange(contract.type(), row.getString(1)));
                    }
                }
            }
        }
        return changes;
    }

    /** @param remedy what to do, without a period */
    public String sentence(String remedy) {
        return "The contract %s has changed since its state was built (%s UTC): %s.".formatted(type, builtAt, remedy);
    }
}
