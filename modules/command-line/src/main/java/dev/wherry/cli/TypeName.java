package dev.wherry.cli;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.wire.Suggestions;
import java.util.List;
import java.util.Optional;

/** The name of an event type, as an argument of a command. */
final class TypeName {
    private TypeName() {}

    /**
     * The contract of a type.
     *
     * @throws UsageException if there is none, with all types and the one that its user may have meant
     */
    static Contract resolve(String type, Catalog catalog) {
        return catalog.contracts().stream()
                .filter(contract -> contract.type().equals(type))
                .findFirst()
                .orElseThrow(() -> unknown(type, catalog));
    }

    private static UsageException unknown(String type, Catalog catalog) {
        List<String> types = catalog.contracts().stream().map(Contract::type).toList();
        return new UsageException("There is no contract for the type %s.%s The types are %s."
                .formatted(
                        type,
                        meant(type, types, catalog)
                                .map(name -> " Did you mean " + name + "?")
                                .orElse(""),
                        String.join(", ", types)));
    }

    /** The only type with a table or a feed of that name, or else the type with the nearest name. */
    private static Optional<String> meant(String name, List<String> types, Catalog catalog) {
        List<String> others = catalog.contracts().stream()
                .filter(contract -> contract.tableNames().stream()
                                .anyMatch(table -> table.toString().equals(name))
                        || contract.feeds().contains(name))
                .map(Contract::type)
                .toList();
        return others.size() == 1 ? Optional.of(others.get(0)) : Suggestions.to(name, types);
    }
}
