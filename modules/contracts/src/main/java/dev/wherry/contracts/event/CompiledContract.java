package dev.wherry.contracts.event;

import dev.wherry.contracts.Contract;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.value.TimeFormat;
import java.util.List;
import java.util.Optional;

/**
 * A contract with all that it takes to hold events to it. Immutable, and shared by all threads.
 *
 * @param key where the parts of the key stand, in their order; each is the source of exactly one column
 */
public record CompiledContract(
        Contract contract,
        Match match,
        SchemaCheck schema,
        Optional<FieldPath> id,
        List<FieldPath> key,
        TimeFormat time) {
    public CompiledContract {
        key = List.copyOf(key);
    }
}
