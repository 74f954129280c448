package dev.wherry.sink.database;

import dev.wherry.contracts.TableName;
import dev.wherry.sink.batch.ChildTarget;
import dev.wherry.sink.batch.TargetTable;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The order in which tables are written, so that foreign keys find their rows. Child tables are written with their parents. */
final class WritingOrder {
    private final Map<TableName, Integer> ranks = new HashMap<>();
    /** The tables by their child tables. */
    private final Map<TableName, TableName> parents = new HashMap<>();

    WritingOrder(Collection<TargetTable> tables, List<TableConstraints.ForeignKey> foreignKeys) {
        TreeSet<TableName> waiting = new TreeSet<>();
        for (TargetTable table : tables) {
            waiting.add(table.name());
            for (ChildTarget child : table.children()) {
                parents.put(child.name(), table.name());
            }
        }
        while (!waiting.isEmpty()) {
            TableName next = waiting.stream()
                    .filter(table -> foreignKeys.stream()
                            .filter(key -> writtenWith(key.table()).equals(table))
                            .flatMap(key -> key.parentTable().stream())
                            .map(this::writtenWith)
                            .noneMatch(parent -> !parent.equals(table) && waiting.contains(parent)))
                    .findFirst()
                    .orElse(waiting.first());
            ranks.put(next, ranks.size());
            waiting.remove(next);
        }
    }

    /** Parents before children, else by name. The tables of a cycle are in the order of their names. */
    Comparator<TableName> comparator() {
        return Comparator.comparing((TableName table) -> ranks.getOrDefault(table, ranks.size()))
                .thenComparing(Comparator.naturalOrder());
    }

    private TableName writtenWith(TableName table) {
        return parents.getOrDefault(table, table);
    }
}
