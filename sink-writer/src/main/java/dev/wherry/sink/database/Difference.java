package dev.wherry.sink.database;

import dev.wherry.contracts.TableName;
import java.nio.file.Path;

/**
 * A difference between a contract and the database.
 *
 * @param file the file of the contract
 * @param table the contract's table
 * @param found what is there
 * @param remedy what to do
 */
record Difference(Path file, TableName table, String found, String remedy) {
    @Override
    public String toString() {
        return "%s: table %s: %s. %s".formatted(file, table, found, remedy);
    }
}
