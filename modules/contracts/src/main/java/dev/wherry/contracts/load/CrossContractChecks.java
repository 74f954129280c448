package dev.wherry.contracts.load;

import dev.wherry.contracts.ChildTable;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.ContractTable;
import dev.wherry.contracts.Fault;
import dev.wherry.contracts.TableName;
import dev.wherry.contracts.condition.Overlap;
import java.util.ArrayList;
import java.util.List;

/** Finds conflicts between contracts: the same type, the same table, or overlapping matches in a feed. */
final class CrossContractChecks {
    private final List<LoadedContract> contracts;
    private final List<Fault> faults = new ArrayList<>();

    CrossContractChecks(List<LoadedContract> contracts) {
        this.contracts = contracts;
    }

    List<Fault> check() {
        for (int i = 0; i < contracts.size(); i++) {
            Contract contract = contracts.get(i).compiled().contract();
            checkTables(
                    contracts.get(i),
                    contract,
                    contract.tables().stream().map(ContractTable::name).toList(),
                    "by the contract's events");
            for (int j = 0; j < i; j++) {
                check(contracts.get(j), contracts.get(i));
            }
        }
        return faults;
    }

    private void check(LoadedContract earlier, LoadedContract later) {
        Contract one = earlier.compiled().contract();
        Contract other = later.compiled().contract();
        if (one.type().equals(other.type())) {
            fault(
                    later,
                    "/type",
                    "type " + other.type() + " is also declared in " + earlier.file(),
                    "give each contract its own type");
        }
        for (ContractTable table : other.tables()) {
            if (one.tableNames().contains(table.name())) {
                fault(
                        later,
                        table.kind() == ContractTable.Kind.HISTORY ? "/history" : "/table",
                        "table " + table.name() + " is also filled by " + earlier.file(),
                        "give each contract its own tables");
            }
        }
        checkTables(later, other, one.tableNames(), "by " + earlier.file());
        boolean shareFeed = one.feeds().stream().anyMatch(other.feeds()::contains);
        if (shareFeed
                && Overlap.isCertain(
                        earlier.compiled().match(), later.compiled().match())) {
            fault(
                    later,
                    "/match",
                    "matches the same events of a feed as " + earlier.file() + ", which would be ambiguous",
                    "distinguish the two by a value that differs");
        }
    }

    /** No child table may be one of the taken tables. */
    private void checkTables(LoadedContract loaded, Contract contract, List<TableName> taken, String by) {
        for (ChildTable child : contract.children()) {
            if (taken.contains(child.name())) {
                fault(
                        loaded,
                        "/children/" + child.name(),
                        "table " + child.name() + " is also filled " + by,
                        "give each array its own table");
            }
        }
    }

    private void fault(LoadedContract contract, String pointer, String problem, String remedy) {
        faults.add(new Fault(contract.file(), pointer, problem, remedy));
    }
}
