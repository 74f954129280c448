package dev.wherry.contracts.load;

import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Fault;
import dev.wherry.contracts.FeedSettings;
import dev.wherry.contracts.InvalidContractsException;
import dev.wherry.contracts.event.CompiledContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Loads all contracts and feed files of a directory. */
public final class ContractLoader {
    private static final String CONTRACT = "contract.yaml";
    /** Directories that contain no contract. */
    private static final Set<String> RESERVED = Set.of(FeedFiles.DIRECTORY, "migrations");

    private final Path directory;
    private final SchemaReader schemas = new SchemaReader();
    private final List<Fault> faults = new ArrayList<>();
    private final List<LoadedContract> contracts = new ArrayList<>();

    private ContractLoader(Path directory) {
        this.directory = directory;
    }

    /** @throws InvalidContractsException with every fault of every file */
    public static LoadedDirectory load(Path directory) {
        return new ContractLoader(directory).load();
    }

    private LoadedDirectory load() {
        List<Path> files = contractFiles();
        if (files.isEmpty() && faults.isEmpty()) {
            fault(
                    directory,
                    "contains no contract",
                    Files.exists(directory.resolve(CONTRACT))
                            ? "name its parent directory"
                            : "write one to " + directory.resolve("<type>").resolve(CONTRACT));
        }
        files.forEach(this::read);
        faults.addAll(new CrossContractChecks(contracts).check());
        FeedFiles feedFiles =
                new FeedFiles(directory, contracts.size() < files.size() ? Optional.empty() : Optional.of(feeds()));
        Map<String, FeedSettings> feeds = feedFiles.load();
        if (feedFiles.faults().isEmpty()) {
            contracts.forEach(contract -> checkSnapshot(contract, feeds));
        }
        faults.addAll(feedFiles.faults());
        if (!faults.isEmpty()) {
            throw new InvalidContractsException(faults);
        }
        List<CompiledContract> sorted = contracts.stream()
                .map(LoadedContract::compiled)
                .sorted(Comparator.comparing(compiled -> compiled.contract().type()))
                .toList();
        return new LoadedDirectory(sorted, feeds);
    }

    private void checkSnapshot(LoadedContract loaded, Map<String, FeedSettings> feedFiles) {
        Contract contract = loaded.compiled().contract();
        if (contract.snapshot().isPresent()) {
            String feed = contract.feeds().get(0);
            FeedSettings settings = feedFiles.getOrDefault(feed, FeedSettings.defaults(feed));
            faults.addAll(SnapshotReader.faults(loaded.file(), directory, settings));
        }
    }

    private SortedSet<String> feeds() {
        SortedSet<String> feeds = new TreeSet<>();
        contracts.forEach(
                contract -> feeds.addAll(contract.compiled().contract().feeds()));
        return feeds;
    }

    private List<Path> contractFiles() {
        if (!Files.isDirectory(directory)) {
            fault(directory, "is not a directory", "name the directory that contains <type>/" + CONTRACT);
            return List.of();
        }
        try (Stream<Path> listed = Files.list(directory)) {
            List<Path> entries = listed.sorted().toList();
            entries.forEach(this::checkNotMisnamed);
            return entries.stream()
                    .filter(entry -> Files.exists(entry.resolve(CONTRACT)))
                    .filter(this::isNotReserved)
                    .map(entry -> entry.resolve(CONTRACT))
                    .toList();
        } catch (IOException unreadable) {
            fault(directory, "cannot be listed (" + unreadable + ")", "give this user read permission");
            return List.of();
        }
    }

    private boolean isNotReserved(Path entry) {
        String name = String.valueOf(entry.getFileName());
        if (RESERVED.contains(name)) {
            fault(entry.resolve(CONTRACT), "is in the directory for " + name, "move it to another directory");
            return false;
        }
        return true;
    }

    private void checkNotMisnamed(Path entry) {
        for (String name : List.of("contract.yml", "contract.json")) {
            if (Files.exists(entry.resolve(name))) {
                fault(entry.resolve(name), "is ignored under this name", "rename it to " + CONTRACT);
            }
        }
    }

    private void read(Path file) {
        FaultCollector fileFaults = new FaultCollector(file);
        TreeReader.yaml(file, fileFaults).ifPresent(tree -> {
            ContractReader reader = new ContractReader(file, tree, schemas, fileFaults);
            reader.read().ifPresent(compiled -> contracts.add(new LoadedContract(file, compiled)));
            faults.addAll(reader.schemaFaults());
        });
        faults.addAll(fileFaults.list());
    }

    private void fault(Path file, String problem, String remedy) {
        faults.add(new Fault(file, "", problem, remedy));
    }
}
