package dev.wherry.contracts;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** All contracts of a directory, checked and compiled. Immutable. */
public final class Catalog {
    private final List<Contract> contracts;

    private Catalog(List<Contract> contracts) {
        this.contracts = List.copyOf(contracts);
    }

    /**
     * Loads {@code <directory>/<type>/contract.yaml} and the schema beside each; every other directory entry is left alone.
     *
     * @throws InvalidContractsException naming every fault of every file at once
     */
    public static Catalog load(Path directory) {
        throw new UnsupportedOperationException("to be written: " + directory);
    }

    /** In the order of their types' names. */
    public List<Contract> contracts() {
        return contracts;
    }

    /** Every feed that some contract looks at. */
    public SortedSet<String> feeds() {
        SortedSet<String> feeds = new TreeSet<>();
        contracts.forEach(contract -> feeds.addAll(contract.feeds()));
        return feeds;
    }

    /** The validator of one feed's events. Not thread-safe: one for each thread. */
    public EventValidator validator(String feed) {
        throw new UnsupportedOperationException("to be written: " + feed);
    }

    /** The reader of rows of one type. Not thread-safe: one for each thread. */
    public RowReader rowReader(Contract contract) {
        throw new UnsupportedOperationException("to be written: " + contract.type());
    }
}
