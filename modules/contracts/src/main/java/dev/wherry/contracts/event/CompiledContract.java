package dev.wherry.contracts.event;

import dev.wherry.contracts.Contract;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.change.ContractDefinition;
import dev.wherry.contracts.condition.Condition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A contract with everything needed to validate events. Immutable and shared by all threads.
 *
 * @param file the file that declares it
 * @param definition see {@link dev.wherry.contracts.Catalog#definition}
 * @param match holds for the events that belong to the type
 * @param key the locations of the key's parts, in their order; each fills exactly one column
 * @param undeclared finds undeclared properties; empty if they are ignored
 */
public record CompiledContract(
        Contract contract,
        Path file,
        ContractDefinition definition,
        Condition match,
        SchemaValidator schema,
        Optional<FieldPath> id,
        List<FieldPath> key,
        Optional<UndeclaredProperties> undeclared) {
    public CompiledContract {
        key = List.copyOf(key);
    }
}
