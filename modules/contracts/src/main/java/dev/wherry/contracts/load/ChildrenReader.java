package dev.wherry.contracts.load;

import dev.wherry.contracts.ChildTable;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.TableName;
import dev.wherry.contracts.value.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code children} of a contract file. */
final class ChildrenReader {
    private final YamlMapping contract;
    private final YamlMapping children;
    private final List<Column.OfEvent> parentKey;
    private final ConditionReader conditions;
    private final TimeFormat time;

    /**
     * @param columns the contract's
     * @param time the contract's
     */
    ChildrenReader(YamlMapping contract, List<Column> columns, ConditionReader conditions, TimeFormat time) {
        this.contract = contract;
        this.children = contract.mapping("children");
        this.parentKey = columns.stream()
                .filter(Column::key)
                .map(Column.OfEvent.class::cast)
                .toList();
        this.conditions = conditions;
        this.time = time;
    }

    List<ChildTable> read() {
        if (!contract.has("children")) {
            return List.of();
        }
        if (!children.isObject() || children.names().isEmpty()) {
            contract.fault(
                    "children",
                    children.isObject() ? "is empty" : "is not a mapping",
                    "write a mapping such as order_line: {each: /lines, key: [/sku], columns: {…}}");
            return List.of();
        }
        List<ChildTable> read = new ArrayList<>();
        for (String name : children.names()) {
            child(name).ifPresent(read::add);
        }
        return read;
    }

    private Optional<ChildTable> child(String name) {
        Optional<TableName> table = TableNames.read(name, children, name);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        YamlMapping child = children.mapping(name);
        if (!child.isObjectOf(Set.of("each", "columns"), Set.of("key"))) {
            return Optional.empty();
        }
        Optional<FieldPath> each = child.path("each");
        List<FieldPath> key = key(child);
        List<Column> columns = new ChildColumnsReader(child, key, parentKey, conditions, time).read();
        return each.map(path -> new ChildTable(table.get(), path, columns));
    }

    private List<FieldPath> key(YamlMapping child) {
        List<FieldPath> key = child.list(
                "key", "/id", (element, at) -> child.text(element, at).flatMap(text -> child.path(text, at)));
        if (child.get("key").isArray() && child.get("key").isEmpty()) {
            child.fault("key", "is empty", "write what identifies an element, such as [/id], or remove it");
        }
        if (Set.copyOf(key).size() < key.size()) {
            child.fault("key", "contains a duplicate", "list each value once");
        }
        if (key.size() + parentKey.size() > ContractReader.MAX_KEY_PARTS) {
            child.fault(
                    "key",
                    "has, with the contract's key, " + (key.size() + parentKey.size()) + " parts",
                    "write fewer: PostgreSQL's limit is " + ContractReader.MAX_KEY_PARTS);
        }
        return key;
    }
}
