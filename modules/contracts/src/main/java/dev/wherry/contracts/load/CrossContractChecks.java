package dev.wherry.contracts.load;

import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Fault;
import java.util.ArrayList;
import java.util.List;

/** What no contract can know by itself: whether it and another one are in each other's way. */
final class CrossContractChecks {
    private final List<Loaded> contracts;
    private final List<Fault> faults = new ArrayList<>();

    CrossContractChecks(List<Loaded> contracts) {
        this.contracts = contracts;
    }

    List<Fault> check() {
        for (int i = 0; i < contracts.size(); i++) {
            for (int j = 0; j < i; j++) {
                check(contracts.get(j), contracts.get(i));
            }
        }
        return faults;
    }

    private void check(Loaded earlier, Loaded later) {
        Contract one = earlier.compiled().contract();
        Contract other = later.compiled().contract();
        if (one.type().equals(other.type())) {
            fault(
                    later,
                    "/type",
                    "type " + other.type() + " is declared in " + earlier.file() + " too",
                    "give each contract a type of its own");
        }
        if (one.table().equals(other.table())) {
            fault(
                    later,
                    "/table",
                    "table " + other.table() + " is filled by " + earlier.file() + " too",
                    "give each contract a table of its own");
        }
        boolean shareAFeed = one.feeds().stream().anyMatch(other.feeds()::contains);
        if (shareAFeed && overlap(earlier, later)) {
            fault(
                    later,
                    "/match",
                    "matches events of the same feed as " + earlier.file() + " does, so that they would be ambiguous",
                    "tell the two apart by a value that differs");
        }
    }

    private static boolean overlap(Loaded one, Loaded other) {
        return one.compiled().match().impliesAlso(other.compiled().match())
                || other.compiled().match().impliesAlso(one.compiled().match());
    }

    private void fault(Loaded at, String pointer, String problem, String remedy) {
        faults.add(new Fault(at.file(), pointer, problem, remedy));
    }
}
