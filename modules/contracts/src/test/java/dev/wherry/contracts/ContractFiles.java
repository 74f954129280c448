package dev.wherry.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes contract directories for tests, and knows where the shipped one is. */
public final class ContractFiles {
    /** Relative to the module, in which Maven runs its tests. */
    public static final Path SHIPPED = Path.of("../../contracts");

    /** A contract of feed {@code things} with the given columns beside its key and version columns. */
    public static final String THING = """
            type: thing
            feeds: [things]
            match: {/type: thing}
            schema: schema.json
            key: [/id]
            keep: latest
            table: things
            columns:
              id: {from: /id, type: bigint}
              version: {from: "@version", type: bytea}
            """;

    private ContractFiles() {}

    /** Writes a contract and its schema to {@code <directory>/<name>}, and gives the directory back. */
    public static Path write(Path directory, String name, String contract, String schema) {
        try {
            Path own = Files.createDirectories(directory.resolve(name));
            Files.writeString(own.resolve("contract.yaml"), contract);
            Files.writeString(own.resolve("schema.json"), schema);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A catalog of one contract with a schema that allows everything. */
    public static Catalog catalog(Path directory, String contract) {
        return Catalog.load(write(directory, "thing", contract, "{}"));
    }
}
