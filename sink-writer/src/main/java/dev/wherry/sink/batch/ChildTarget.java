package dev.wherry.sink.batch;

import dev.wherry.contracts.ChildTable;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.TableName;
import dev.wherry.sink.copy.PostgresType;
import java.util.List;

/**
 * A table whose rows are replaced and deleted together with a row of another table, their parent.
 *
 * @param fields the columns of a row, in the order of its values
 * @param parentKey the columns with the parent's key, in the order of {@link TargetTable#key} of the parent
 */
public record ChildTarget(TableName name, List<TargetTable.Field> fields, List<String> parentKey) {
    public ChildTarget {
        fields = List.copyOf(fields);
        parentKey = List.copyOf(parentKey);
    }

    static List<ChildTarget> of(Contract contract) {
        return contract.children().stream().map(child -> of(contract, child)).toList();
    }

    private static ChildTarget of(Contract contract, ChildTable child) {
        return new ChildTarget(
                child.name(),
                child.columns().stream()
                        .map(column -> new TargetTable.Field(column.name(), PostgresType.of(column.type())))
                        .toList(),
                contract.columns().stream()
                        .filter(Column::key)
                        .map(column -> child.parentKey(((Column.OfEvent) column).from())
                                .name())
                        .toList());
    }

    List<PostgresType> types() {
        return fields.stream().map(TargetTable.Field::type).toList();
    }
}
