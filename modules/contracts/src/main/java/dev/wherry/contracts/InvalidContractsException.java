package dev.wherry.contracts;

import java.util.List;
import java.util.stream.Collectors;

/** A contract directory is invalid. Its message lists every fault of every file. */
public final class InvalidContractsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    public InvalidContractsException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
