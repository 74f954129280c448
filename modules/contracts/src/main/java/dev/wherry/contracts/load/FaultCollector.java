package dev.wherry.contracts.load;

import dev.wherry.contracts.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects the faults of one file. */
final class FaultCollector {
    private final Path file;
    private final List<Fault> faults = new ArrayList<>();

    FaultCollector(Path file) {
        this.file = file;
    }

    void add(String pointer, String problem, String remedy) {
        faults.add(new Fault(file, pointer, problem, remedy));
    }

    List<Fault> list() {
        return faults;
    }
}
