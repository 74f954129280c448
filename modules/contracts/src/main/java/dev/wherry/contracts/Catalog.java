package dev.wherry.contracts;

import dev.wherry.contracts.change.ContractDefinition;
import dev.wherry.contracts.event.CompiledContract;
import dev.wherry.contracts.event.FeedValidator;
import dev.wherry.contracts.event.JsonKeyReader;
import dev.wherry.contracts.event.JsonRowReader;
import dev.wherry.contracts.load.ContractLoader;
import dev.wherry.contracts.load.FeedReferences;
import dev.wherry.contracts.load.LoadedDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All contracts and feed files of a directory, checked and compiled. Immutable. */
public final class Catalog {
    private final List<CompiledContract> compiled;
    private final Map<String, FeedSettings> feedFiles;

    private Catalog(LoadedDirectory loaded) {
        this.compiled = loaded.contracts();
        this.feedFiles = loaded.feeds();
    }

    /**
     * Loads {@code <directory>/<type>/contract.yaml} with the schema beside each, and {@code
     * <directory>/feeds/<feed>.yaml}; ignores every other directory entry.
     *
     * @throws InvalidContractsException with every fault of every file
     */
    public static Catalog load(Path directory) {
        return new Catalog(ContractLoader.load(directory));
    }

    /**
     * Checks that a Connect worker on this machine can resolve the references in feed files.
     *
     * @param variables the value of each environment variable; null if it is not set
     * @throws InvalidContractsException with every reference that it cannot resolve
     */
    public void requireReferences(Path directory, Function<String, @Nullable String> variables) {
        List<Fault> faults = FeedReferences.unresolved(directory, feeds(), variables);
        if (!faults.isEmpty()) {
            throw new InvalidContractsException(faults);
        }
    }

    /** Sorted by type name. */
    public List<Contract> contracts() {
        return compiled.stream().map(CompiledContract::contract).toList();
    }

    /** The contracts whose files are full snapshots, about which decisions are taken; sorted by type name. */
    public List<Contract> snapshotContracts() {
        return contracts().stream()
                .filter(contract -> contract.snapshot().isPresent())
                .toList();
    }

    /** Whether there are {@link #snapshotContracts}. */
    public boolean hasSnapshots() {
        return !snapshotContracts().isEmpty();
    }

    /** Every feed that a contract names. */
    public SortedSet<String> feeds() {
        SortedSet<String> feeds = new TreeSet<>();
        contracts().forEach(contract -> feeds.addAll(contract.feeds()));
        return feeds;
    }

    /** The feeds that have a directory in the inbox. */
    public SortedSet<String> inboxFeeds() {
        SortedSet<String> feeds = new TreeSet<>(feeds());
        feeds.removeIf(feed -> feed(feed).source().isPresent());
        return feeds;
    }

    /** The feeds whose events are in buckets of S3-compatible stores, and where. */
    public SortedMap<String, FeedSource.S3> s3Feeds() {
        SortedMap<String, FeedSource.S3> feeds = new TreeMap<>();
        for (String feed : feeds()) {
            if (feed(feed).source().orElse(null) instanceof FeedSource.S3 source) {
                feeds.put(feed, source);
            }
        }
        return feeds;
    }

    /** The feeds whose events are in paged HTTP APIs, and how they are read. */
    public SortedMap<String, FeedSource.Http> httpFeeds() {
        SortedMap<String, FeedSource.Http> feeds = new TreeMap<>();
        for (String feed : feeds()) {
            if (feed(feed).source().orElse(null) instanceof FeedSource.Http source) {
                feeds.put(feed, source);
            }
        }
        return feeds;
    }

    /** What the feed's file says; the defaults if it has none. */
    public FeedSettings feed(String name) {
        return feedFiles.getOrDefault(name, FeedSettings.defaults(name));
    }

    /**
     * A validator for the events of one feed. Not thread-safe: create one for each thread.
     *
     * @throws IllegalArgumentException if no contract names the feed
     */
    public EventValidator validator(String feed) {
        List<CompiledContract> ofFeed = compiled.stream()
                .filter(each -> each.contract().feeds().contains(feed))
                .toList();
        if (ofFeed.isEmpty()) {
            throw new IllegalArgumentException("no contract has feed " + feed + "; known feeds are " + feeds());
        }
        return new FeedValidator(feed, ofFeed);
    }

    /**
     * A reader for the rows of one type. Not thread-safe: create one for each thread.
     *
     * @throws IllegalArgumentException if the contract belongs to another catalog
     */
    public RowReader rowReader(Contract contract) {
        return new JsonRowReader(compiled(contract));
    }

    /** The file that declares the contract. */
    public Path file(Contract contract) {
        return compiled(contract).file();
    }

    /** What decides the keys and the content of the contract's rows. */
    public ContractDefinition definition(Contract contract) {
        return compiled(contract).definition();
    }

    /**
     * A reader for the keys of one type's events. Not thread-safe: create one for each thread.
     *
     * @throws IllegalArgumentException if the contract belongs to another catalog
     */
    public EventKeyReader keyReader(Contract contract) {
        return new JsonKeyReader(compiled(contract));
    }

    private CompiledContract compiled(Contract contract) {
        return compiled.stream()
                .filter(each -> each.contract().equals(contract))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("type " + contract.type() + " belongs to another catalog"));
    }
}
