package dev.wherry.sink.batch;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.RowReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns the tombstones of one type into the keys and versions of the rows to delete. Not thread-safe. */
final class DeletionRowFormat implements RowFormat<SinkRecord> {
    private final RowReader reader;
    private final TargetTable table;
    /** For each field of the table, the index of its column in the contract; the version is the last field. */
    private final List<Integer> keyColumns = new ArrayList<>();

    /** @param written the table that the contract's rows are written to */
    DeletionRowFormat(Catalog catalog, Contract contract, TargetTable written) {
        reader = catalog.rowReader(contract);
        List<TargetTable.Field> fields = new ArrayList<>();
        for (int i = 0; i < contract.columns().size(); i++) {
            if (contract.columns().get(i) instanceof Column.OfEvent column && column.key()) {
                keyColumns.add(i);
                fields.add(field(written, column.name()));
            }
        }
        if (written.keepsVersionsBeside()) {
            fields.addAll(ContractColumns.versionFields());
        } else {
            fields.add(field(written, written.guardColumn().orElseThrow()));
        }
        table = new TargetTable(
                        written.name(),
                        fields,
                        List.of(),
                        written.key(),
                        TargetTable.OnConflict.DELETE_UNLESS_NEWER,
                        written.guardColumn())
                .withChildren(written.children());
    }

    private static TargetTable.Field field(TargetTable table, String name) {
        return table.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public TargetTable table() {
        return table;
    }

    @Override
    public Object[] values(SinkRecord record) {
        Object[] key = reader.readKey((byte[]) record.key());
        Object[] values = new Object[table.fields().size()];
        for (int i = 0; i < keyColumns.size(); i++) {
            values[i] = key[keyColumns.get(i)];
        }
        if (table.keepsVersionsBeside()) {
            values[keyColumns.size()] = record.key();
        }
        values[values.length - 1] = ContractColumns.version(record);
        return values;
    }
}
