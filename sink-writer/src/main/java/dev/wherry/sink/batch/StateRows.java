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

/** State records of one type as rows of its contract's table. Not thread-safe. */
public final class StateRows implements RowFormat<SinkRecord> {
    private final Contract contract;
    private final RowReader reader;
    private final Table table;
    private final List<FromLineage> lineage = new ArrayList<>();
    /** For each of the table's fields, the place of its value in what the reader returns. */
    private final int[] places;

    public StateRows(Catalog catalog, Contract contract) {
        this.contract = contract;
        this.reader = catalog.rowReader(contract);
        List<Table.Field> fields = new ArrayList<>();
        List<String> stamped = new ArrayList<>();
        List<String> key = new ArrayList<>();
        String guard = null;
        places = new int[contract.columns().size()];
        for (int i = 0; i < contract.columns().size(); i++) {
            Column column = contract.columns().get(i);
            if (column instanceof Column.OfLineage filled) {
                if (filled.from() == Lineage.LOADED) {
                    stamped.add(column.name());
                    continue;
                }
                lineage.add(new FromLineage(fields.size(), filled.from()));
                guard = filled.from() == Lineage.VERSION ? column.name() : guard;
            } else if (column instanceof Column.OfEvent filled && filled.key()) {
                key.add(column.name());
            }
            places[fields.size()] = i;
            fields.add(new Table.Field(column.name(), PostgresType.of(column.type())));
        }
        table = new Table(
                contract.table(), fields, stamped, key, Table.OnConflict.REPLACE_UNLESS_NEWER, Optional.of(guard));
    }

    public Contract contract() {
        return contract;
    }

    @Override
    public Table table() {
        return table;
    }

    /** Why the record cannot even be compared with others of its key; empty if it can. */
    Optional<Reason> defect(SinkRecord record) {
        if (!(record.key() instanceof byte[])) {
            return Optional.of(new Reason("no_key", "", "the state record has no key"));
        }
        if (!(record.value() instanceof byte[])) {
            return Optional.of(new Reason("tombstone", "", "the state record has no value; rows are not deleted yet"));
        }
        if (version(record) == null) {
            return Optional.of(new Reason("no_version", "", "the state record lacks the header " + Headers.VERSION));
        }
        return Optional.empty();
    }

    /** Of an earlier and a later record of one key, the one with the greater version; the later one of equals. */
    static SinkRecord newer(SinkRecord earlier, SinkRecord later) {
        return Arrays.compareUnsigned(version(later), version(earlier)) >= 0 ? later : earlier;
    }

    private static byte[] version(SinkRecord record) {
        return HeaderValues.bytes(record, Headers.VERSION);
    }

    @Override
    public Object[] values(SinkRecord record) {
        Object[] read = reader.read((byte[]) record.value());
        Object[] values = new Object[table.fields().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read[places[i]];
        }
        for (FromLineage filled : lineage) {
            values[filled.place] = filled.value(record);
        }
        return values;
    }

    private record FromLineage(int place, Lineage from) {
        Object value(SinkRecord record) {
            return switch (from) {
                case FILE -> HeaderValues.text(record, Headers.FILE);
                case OFFSET -> HeaderValues.number(record, Headers.OFFSET);
                case MODIFIED -> HeaderValues.time(record, Headers.MODIFIED);
                case VERSION -> version(record);
                case LOADED -> throw new IllegalStateException("filled by the database");
            };
        }
    }
}
