package dev.wherry.sink.batch;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Lineage;
import dev.wherry.contracts.RowReader;
import dev.wherry.contracts.ScalarType;
import dev.wherry.contracts.TableName;
import dev.wherry.sink.copy.PostgresType;
import dev.wherry.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** The columns of a contract's table, and their values for a record with a valid event. Not thread-safe. */
final class ContractColumns {
    private final RowReader reader;
    private final List<TargetTable.Field> fields = new ArrayList<>();
    private final List<String> loadTimeColumns = new ArrayList<>();
    private final List<String> key = new ArrayList<>();
    private final List<String> content = new ArrayList<>();
    private final List<LineageField> lineageFields = new ArrayList<>();
    /** For each field, the index of its value in the reader's result. */
    private final int[] readerIndexes;
    /** The number of fields that are columns of the table. */
    private final int columnCount;

    private Optional<String> versionColumn = Optional.empty();

    ContractColumns(Catalog catalog, Contract contract) {
        reader = catalog.rowReader(contract);
        readerIndexes = new int[contract.columns().size()];
        for (int i = 0; i < contract.columns().size(); i++) {
            Column column = contract.columns().get(i);
            if (column instanceof Column.OfLineage filled) {
                if (filled.from() == Lineage.LOADED) {
                    loadTimeColumns.add(column.name());
                    continue;
                }
                lineageFields.add(new LineageField(fields.size(), filled.from()));
                versionColumn = filled.from() == Lineage.VERSION ? Optional.of(column.name()) : versionColumn;
            } else {
                (column instanceof Column.OfEvent filled && filled.key() ? key : content).add(column.name());
            }
            readerIndexes[fields.size()] = i;
            fields.add(TargetTable.Field.of(column));
        }
        this.columnCount = fields.size();
        if (contract.keepsVersionsBeside()) {
            fields.addAll(versionFields());
            versionColumn = Optional.of(TargetTable.VERSION_FIELD);
        }
    }

    TargetTable table(TableName name, TargetTable.OnConflict onConflict) {
        return new TargetTable(
                name,
                fields,
                loadTimeColumns,
                key,
                onConflict,
                versionColumn,
                onConflict == TargetTable.OnConflict.KEEP ? content : List.of());
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
        Object[] read = reader.read((byte[]) record.value());
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < columnCount; i++) {
            values[i] = read[readerIndexes[i]];
        }
        if (columnCount < values.length) {
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
                case LOADED -> throw new IllegalStateException("the database fills this column");
            };
        }
    }
}
