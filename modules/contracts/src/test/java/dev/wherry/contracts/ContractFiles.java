package dev.wherry.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes contract directories for tests, and locates the shipped one. */
public final class ContractFiles {
    /** Relative to the module, the working directory of its tests. */
    public static final Path SHIPPED = Path.of("../../contracts");

    /** A valid contract of the feed {@code things} with a key and a version column. */
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

    /** Writes a contract and its schema to {@code <directory>/<name>}, and returns the directory. */
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
