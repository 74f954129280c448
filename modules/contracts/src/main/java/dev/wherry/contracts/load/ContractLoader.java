package dev.wherry.contracts.load;

import dev.wherry.contracts.Fault;
import dev.wherry.contracts.InvalidContractsException;
import dev.wherry.contracts.event.CompiledContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Loads all contracts of a directory. */
public final class ContractLoader {
    private static final String CONTRACT = "contract.yaml";

    private final Path directory;
    private final SchemaReader schemas = new SchemaReader();
    private final List<Fault> faults = new ArrayList<>();
    private final List<LoadedContract> contracts = new ArrayList<>();

    private ContractLoader(Path directory) {
        this.directory = directory;
    }

    /**
     * Loads the contracts, sorted by type name.
     *
     * @throws InvalidContractsException with every fault of every file
     */
    public static List<CompiledContract> load(Path directory) {
        return new ContractLoader(directory).load();
    }

    private List<CompiledContract> load() {
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
        if (!faults.isEmpty()) {
            throw new InvalidContractsException(faults);
        }
        return contracts.stream()
                .map(LoadedContract::compiled)
                .sorted(Comparator.comparing(compiled -> compiled.contract().type()))
                .toList();
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
                    .map(entry -> entry.resolve(CONTRACT))
                    .filter(Files::exists)
                    .toList();
        } catch (IOException unreadable) {
            fault(directory, "cannot be listed (" + unreadable + ")", "give this user read permission");
            return List.of();
        }
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
