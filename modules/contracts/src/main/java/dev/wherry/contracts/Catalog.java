package dev.wherry.contracts;

import dev.wherry.contracts.event.CompiledContract;
import dev.wherry.contracts.event.FeedValidator;
import dev.wherry.contracts.event.JsonRowReader;
import dev.wherry.contracts.load.ContractDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** All contracts of a directory, checked and compiled. Immutable. */
public final class Catalog {
    private final List<CompiledContract> compiled;

    private Catalog(List<CompiledContract> compiled) {
        this.compiled = List.copyOf(compiled);
    }

    /**
     * Loads {@code <directory>/<type>/contract.yaml} and the schema beside each; every other directory entry is left alone.
     *
     * @throws InvalidContractsException naming every fault of every file at once
     */
    public static Catalog load(Path directory) {
        return new Catalog(ContractDirectory.load(directory));
    }

    /** In the order of their types' names. */
    public List<Contract> contracts() {
        return compiled.stream().map(CompiledContract::contract).toList();
    }

    /** Every feed that some contract looks at. */
    public SortedSet<String> feeds() {
        SortedSet<String> feeds = new TreeSet<>();
        contracts().forEach(contract -> feeds.addAll(contract.feeds()));
        return feeds;
    }

    /**
     * The validator of one feed's events. Not thread-safe: one for each thread.
     *
     * @throws IllegalArgumentException if no contract looks at the feed
     */
    public EventValidator validator(String feed) {
        List<CompiledContract> ofFeed = compiled.stream()
                .filter(each -> each.contract().feeds().contains(feed))
                .toList();
        if (ofFeed.isEmpty()) {
            throw new IllegalArgumentException(
                    "no contract looks at feed " + feed + "; there are contracts for " + feeds());
        }
        return new FeedValidator(feed, ofFeed);
    }

    /**
     * The reader of rows of one type. Not thread-safe: one for each thread.
     *
     * @throws IllegalArgumentException if the contract is none of this catalog
     */
    public RowReader rowReader(Contract contract) {
        return compiled.stream()
                .filter(each -> each.contract().equals(contract))
                .findFirst()
                .map(JsonRowReader::new)
                .orElseThrow(() -> new IllegalArgumentException("type " + contract.type() + " is of another catalog"));
    }
}
