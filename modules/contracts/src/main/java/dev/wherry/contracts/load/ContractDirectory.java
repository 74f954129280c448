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

/** Reads all contracts of a directory. */
public final class ContractDirectory {
    private static final String CONTRACT = "contract.yaml";

    private final Path directory;
    private final SchemaReader schemas = new SchemaReader();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Loaded> contracts = new ArrayList<>();

    private ContractDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * The contracts in the order of their types' names.
     *
     * @throws InvalidContractsException naming every fault of every file at once
     */
    public static List<CompiledContract> load(Path directory) {
        return new ContractDirectory(directory).load();
    }

    private List<CompiledContract> load() {
        List<Path> files = contractFiles();
        if (files.isEmpty() && faults.isEmpty()) {
            fault(
                    directory,
                    "holds no contract",
                    Files.exists(directory.resolve(CONTRACT))
                            ? "name the directory above it"
                            : "write one to " + directory.resolve("<type>").resolve(CONTRACT));
        }
        files.forEach(this::read);
        faults.addAll(new CrossContractChecks(contracts).check());
        if (!faults.isEmpty()) {
            throw new InvalidContractsException(faults);
        }
        return contracts.stream()
                .map(Loaded::compiled)
                .sorted(Comparator.comparing(compiled -> compiled.contract().type()))
                .toList();
    }

    private List<Path> contractFiles() {
        if (!Files.isDirectory(directory)) {
            fault(directory, "is no directory", "name the directory that holds <type>/" + CONTRACT);
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
            fault(directory, "cannot be listed (" + unreadable + ")", "let this user read it");
            return List.of();
        }
    }

    private void checkNotMisnamed(Path entry) {
        for (String name : List.of("contract.yml", "contract.json")) {
            if (Files.exists(entry.resolve(name))) {
                fault(entry.resolve(name), "is not looked at under this name", "name it " + CONTRACT);
            }
        }
    }

    private void read(Path file) {
        Faults ofFile = new Faults(file);
        Tree.yaml(file, ofFile).ifPresent(tree -> {
            ContractReader reader = new ContractReader(file, tree, schemas, ofFile);
            reader.read().ifPresent(compiled -> contracts.add(new Loaded(file, compiled)));
            faults.addAll(reader.schemaFaults());
        });
        faults.addAll(ofFile.list());
    }

    private void fault(Path file, String problem, String remedy) {
        faults.add(new Fault(file, "", problem, remedy));
    }
}
