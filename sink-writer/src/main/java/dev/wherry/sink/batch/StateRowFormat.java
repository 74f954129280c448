package dev.wherry.sink.batch;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Lineage;
import dev.wherry.contracts.Reason;
import dev.wherry.contracts.RowReader;
import dev.wherry.sink.copy.PostgresType;
import dev.wherry.wire.Headers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns the state records of one type into rows of its contract's table. Not thread-safe. */
public final class StateRowFormat implements RecordRowFormat {
    private final RowReader reader;
    private final TargetTable table;
    private final List<LineageField> lineageFields = new ArrayList<>();
    /** For each field of the table, the index of its value in the reader's result. */
    private final int[] readerIndexes;

    private final Optional<RowFormat<SinkRecord>> deletions;

    public StateRowFormat(Catalog catalog, Contract contract) {
        this.reader = catalog.rowReader(contract);
        List<TargetTable.Field> fields = new ArrayList<>();
        List<String> loadTimeColumns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        String versionColumn = null;
        readerIndexes = new int[contract.columns().size()];
        for (int i = 0; i < contract.columns().size(); i++) {
            Column column = contract.columns().get(i);
            if (column instanceof Column.OfLineage filled) {
                if (filled.from() == Lineage.LOADED) {
                    loadTimeColumns.add(column.name());
                    continue;
                }
                lineageFields.add(new LineageField(fields.size(), filled.from()));
                versionColumn = filled.from() == Lineage.VERSION ? column.name() : versionColumn;
            } else if (column instanceof Column.OfEvent filled && filled.key()) {
                key.add(column.name());
            }
            readerIndexes[fields.size()] = i;
            fields.add(new TargetTable.Field(column.name(), PostgresType.of(column.type())));
        }
        table = new TargetTable(
                contract.table(),
                fields,
                loadTimeColumns,
                key,
                TargetTable.OnConflict.REPLACE_UNLESS_NEWER,
                Optional.of(versionColumn));
        deletions = contract.delete().map(condition -> new DeletionRowFormat(contract, reader, table));
    }

    @Override
    public TargetTable table() {
        return table;
    }

    @Override
    public Optional<Reason> defect(SinkRecord record) {
        if (!(record.key() instanceof byte[])) {
            return Optional.of(new Reason("no_key", "", "the state record has no key"));
        }
        boolean deletion = record.value() == null && version(record) != null && deletions.isPresent();
        if (!deletion && !(record.value() instanceof byte[])) {
            return Optional.of(new Reason(
                    "tombstone",
                    "",
                    "the state record has no value, and is no deletion: "
                            + (deletions.isEmpty()
                                    ? "the contract has no delete"
                                    : "it has no header " + Headers.VERSION)));
        }
        if (version(record) == null) {
            return Optional.of(new Reason("no_version", "", "the state record has no header " + Headers.VERSION));
        }
        return Optional.empty();
    }

    /** The record with the greater version, or the later one if the versions are equal. */
    @Override
    public SinkRecord newer(SinkRecord earlier, SinkRecord later) {
        return Arrays.compareUnsigned(version(later), version(earlier)) >= 0 ? later : earlier;
    }

    @Override
    public Optional<RowFormat<SinkRecord>> deletions() {
        return deletions;
    }

    static byte[] version(SinkRecord record) {
        return RecordHeaders.bytes(record, Headers.VERSION);
    }

    @Override
    public Object[] values(SinkRecord record) {
        Object[] read = reader.read((byte[]) record.value());
        Object[] values = new Object[table.fields().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read[readerIndexes[i]];
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
