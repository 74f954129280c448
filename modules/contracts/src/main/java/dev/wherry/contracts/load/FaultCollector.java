package dev.wherry.contracts.load;

import dev.wherry.contracts.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects the faults of one file. */
final class FaultCollector {
    private final Path file;
    private final String prefix;
    private final List<Fault> faults;

    FaultCollector(Path file) {
        this(file, "", new ArrayList<>());
    }

    private FaultCollector(Path file, String prefix, List<Fault> faults) {
        this.file = file;
        this.prefix = prefix;
        this.faults = faults;
    }

    /** Collects the faults of a part of this file, whose pointers begin at the part. */
    FaultCollector below(String pointer) {
        return new FaultCollector(file, prefix + pointer, faults);
    }

    void add(String pointer, String problem, String remedy) {
        faults.add(new Fault(file, prefix + pointer, problem, remedy));
    }

    List<Fault> list() {
        return faults;
    }
}
