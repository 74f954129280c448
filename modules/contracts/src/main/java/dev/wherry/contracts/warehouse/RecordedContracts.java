package dev.wherry.contracts.warehouse;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.change.ContractChange;
import dev.wherry.contracts.change.ContractDefinition;
import dev.wherry.contracts.change.Effect;
import dev.wherry.contracts.change.RecordedContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The table {@code wherry_contracts}: what the streams app has recorded of the contracts, copied by the sink. */
public final class RecordedContracts {
    private static final String COLUMN = "/columns/";

    private final Map<String, RecordedContract> records;

    private RecordedContracts(Map<String, RecordedContract> records) {
        this.records = records;
    }

    /** No contract is recorded. */
    public static RecordedContracts none() {
        return new RecordedContracts(Map.of());
    }

    /**
     * Reads the table.
     *
     * @throws SQLException with SQLSTATE 42P01, among others, if the sink has not created its tables yet
     */
    public static RecordedContracts read(Connection connection) throws SQLException {
        Map<String, RecordedContract> records = new TreeMap<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT type, definition FROM wherry_contracts")) {
            while (row.next()) {
                records.put(row.getString(1), RecordedContract.parse(row.getString(2)));
            }
        }
        return new RecordedContracts(records);
    }

    /** What is recorded of a type. */
    public Optional<RecordedContract> of(String type) {
        return Optional.ofNullable(records.get(type));
    }

    /**
     * A sentence for each change after which rows say something else than the contracts, or which is not recorded yet and
     * concerns rows or the state.
     */
    public List<String> problems(Catalog catalog) {
        List<String> problems = new ArrayList<>();
        for (Contract contract : catalog.contracts()) {
            RecordedContract recorded = records.get(contract.type());
            if (recorded != null) {
                changes(recorded, catalog.definition(contract)).stream()
                        .filter(change -> change.effect().compareTo(Effect.INCOMPLETE_ROWS) > 0)
                        .map(ContractChange::sentence)
                        .forEach(problems::add);
            }
        }
        return problems;
    }

    /** The columns that rows may lack because they were added after rows had been written. */
    public SortedSet<String> incompleteColumns(Catalog catalog, Contract contract) {
        SortedSet<String> columns = new TreeSet<>();
        RecordedContract recorded = records.get(contract.type());
        if (recorded != null) {
            for (ContractChange change : changes(recorded, catalog.definition(contract))) {
                if (change.effect() == Effect.INCOMPLETE_ROWS
                        && change.pointer().startsWith(COLUMN)) {
                    columns.add(change.pointer().substring(COLUMN.length())); // names of columns need no escaping
                }
            }
        }
        return columns;
    }

    /** The types whose events may have been judged by an earlier contract. */
    public SortedSet<String> judgedOtherwise(Catalog catalog) {
        SortedSet<String> types = new TreeSet<>();
        for (Contract contract : catalog.contracts()) {
            RecordedContract recorded = records.get(contract.type());
            if (recorded != null
                    && recorded.continuedWith(catalog.definition(contract)).mayJudgeOtherwise()) {
                types.add(contract.type());
            }
        }
        return types;
    }

    /** All changes since the state was built, recorded or not. */
    private static List<ContractChange> changes(RecordedContract recorded, ContractDefinition present) {
        List<ContractChange> changes =
                new ArrayList<>(recorded.continuedWith(present).openChanges());
        recorded.changesTo(present).stream()
                .filter(change -> change.effect() == Effect.OTHER_STATE)
                .forEach(changes::add);
        return changes;
    }
}
