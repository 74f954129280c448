package dev.wherry.sink.batch;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.ContractTable;
import dev.wherry.contracts.Lineage;
import dev.wherry.contracts.RowReader;
import dev.wherry.contracts.ScalarType;
import dev.wherry.sink.copy.PostgresType;
import dev.wherry.wire.Headers;
import dev.wherry.wire.OriginOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** The columns of a contract's table, and their values for a record with a valid event. Not thread-safe. */
final class ContractColumns {
    /** The index of a column that the reader does not read. */
    private static final int NOT_READ = -1;

    private final ContractTable table;
    private final RowReader reader;
    private final List<TargetTable.Field> fields = new ArrayList<>();
    private final List<String> loadTimeColumns = new ArrayList<>();
    private final List<String> content = new ArrayList<>();
    private final List<LineageField> lineageFields = new ArrayList<>();
    /** For each field, the index of its value in the reader's result. */
    private final int[] readerIndexes;
    /** The number of fields that are columns of the table. */
    private final int columnCount;

    private final boolean versionsBeside;

    ContractColumns(Catalog catalog, Contract contract, ContractTable table) {
        this.table = table;
        reader = catalog.rowReader(contract);
        readerIndexes = new int[table.columns().size()];
        List<Column> key = table.key();
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            if (column instanceof Column.OfLineage filled) {
                if (filled.from() == Lineage.LOADED) {
                    loadTimeColumns.add(column.name());
                    continue;
                }
                lineageFields.add(new LineageField(fields.size(), filled.from()));
                readerIndexes[fields.size()] = NOT_READ;
            } else {
                readerIndexes[fields.size()] = i;
                if (!key.contains(column)) {
                    content.add(column.name());
                }
            }
            fields.add(TargetTable.Field.of(column));
        }
        this.columnCount = fields.size();
        this.versionsBeside = contract.keepsVersionsBeside();
        if (versionsBeside) {
            fields.addAll(versionFields());
        }
    }

    TargetTable target(TargetTable.OnConflict onConflict) {
        Lineage guard = onConflict == TargetTable.OnConflict.REPLACE_UNLESS_EARLIER ? Lineage.ORDER : Lineage.VERSION;
        return new TargetTable(
                table.name(),
                fields,
                loadTimeColumns,
                table.key().stream().map(Column::name).toList(),
                onConflict,
                guardColumn(guard),
                onConflict == TargetTable.OnConflict.KEEP ? content : List.of(),
                List.of());
    }

    private Optional<String> guardColumn(Lineage guard) {
        return versionsBeside
                ? Optional.of(TargetTable.VERSION_FIELD)
                : lineageFields.stream()
                        .filter(field -> field.lineage == guard)
                        .map(field -> fields.get(field.index).name())
                        .findFirst();
    }

    /** The fields of a record whose version is in another table than its row. */
    static List<TargetTable.Field> versionFields() {
        PostgresType bytea = PostgresType.of(ScalarType.BYTEA);
        return List.of(
                new TargetTable.Field(TargetTable.KEY_FIELD, bytea),
                new TargetTable.Field(TargetTable.VERSION_FIELD, bytea));
    }

    /** The record's version, or null. */
    static byte[] version(SinkRecord record) {
        return RecordHeaders.bytes(record, Headers.VERSION);
    }

    /** As {@link RowFormat#values}. */
    Object[] values(SinkRecord record) {
        return values(reader.read((byte[]) record.value()), record);
    }

    /** As {@link RowFormat#rows}. */
    RowReader.Rows rows(SinkRecord record) {
        RowReader.Rows read = reader.readAll((byte[]) record.value());
        return new RowReader.Rows(values(read.row(), record), read.children());
    }

    private Object[] values(Object[] read, SinkRecord record) {
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < columnCount; i++) {
            if (readerIndexes[i] != NOT_READ) {
                values[i] = read[readerIndexes[i]];
            }
        }
        if (versionsBeside) {
            values[columnCount] = record.key();
            values[columnCount + 1] = version(record);
        }
        for (LineageField field : lineageFields) {
            values[field.index] = field.value(record);
        }
        return values;
    }

    private record LineageField(int index, Lineage lineage) {
        Object value(SinkRecord record) {
            return switch (lineage) {
                case FILE -> RecordHeaders.text(record, Headers.FILE);
                case OFFSET -> RecordHeaders.number(record, Headers.OFFSET);
                case LINE -> RecordHeaders.number(record, Headers.LINE);
                case MODIFIED -> RecordHeaders.time(record, Headers.MODIFIED);
                case VERSION -> version(record);
                case ID -> RecordHeaders.bytes(record, Headers.ID);
                case ORDER -> OriginOrder.encode(RecordHeaders.origin(record));
                case DELETION -> RecordHeaders.bytes(record, Headers.DELETION) != null;
                case LOADED -> throw new IllegalStateException("the database fills this column");
            };
        }
    }
}
