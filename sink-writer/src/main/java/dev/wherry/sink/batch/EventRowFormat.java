package dev.wherry.sink.batch;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Reason;
import dev.wherry.wire.Headers;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns the records of {@code events.<type>} into rows of the type's event table. Not thread-safe. */
final class EventRowFormat implements RecordRowFormat {
    private final ContractColumns columns;
    private final TargetTable table;

    EventRowFormat(Catalog catalog, Contract contract) {
        columns = new ContractColumns(catalog, contract, contract.tables().get(0));
        table = columns.target(TargetTable.OnConflict.KEEP);
    }

    @Override
    public TargetTable table() {
        return table;
    }

    @Override
    public Optional<Reason> defect(SinkRecord record) {
        return defect(record, table.guardColumn().isPresent());
    }

    /** @param versioned whether the row has a version */
    static Optional<Reason> defect(SinkRecord record, boolean versioned) {
        if (!(record.key() instanceof byte[])) {
            return Optional.of(new Reason("no_key", "", "the record has no key"));
        }
        if (!(record.value() instanceof byte[])) {
            return Optional.of(new Reason("tombstone", "", "the record has no value, but this topic has only events"));
        }
        if (versioned && ContractColumns.version(record) == null) {
            return Optional.of(new Reason("no_version", "", "the record has no header " + Headers.VERSION));
        }
        return Optional.empty();
    }

    @Override
    public Object[] values(SinkRecord record) {
        return columns.values(record);
    }
}
