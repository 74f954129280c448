package dev.wherry.sink.batch;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Reason;
import dev.wherry.contracts.RowReader;
import dev.wherry.wire.Headers;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns the state records of one type into rows of its contract's table. Not thread-safe. */
public final class StateRowFormat implements ReplacingRowFormat {
    private final ContractColumns columns;
    private final TargetTable table;

    private final Optional<RowFormat<SinkRecord>> deletions;

    public StateRowFormat(Catalog catalog, Contract contract) {
        columns = new ContractColumns(catalog, contract, contract.tables().get(0));
        table = columns.target(TargetTable.OnConflict.REPLACE_UNLESS_NEWER).withChildren(ChildTarget.of(contract));
        deletions = contract.deletesRows()
                ? Optional.of(new DeletionRowFormat(catalog, contract, table))
                : Optional.empty();
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
        boolean deletion = record.value() == null && ContractColumns.version(record) != null && deletions.isPresent();
        if (!deletion && !(record.value() instanceof byte[])) {
            return Optional.of(new Reason(
                    "tombstone",
                    "",
                    "the state record has no value, and is no deletion: "
                            + (deletions.isEmpty()
                                    ? "the contract has neither delete nor snapshot"
                                    : "it has no header " + Headers.VERSION)));
        }
        if (ContractColumns.version(record) == null) {
            return Optional.of(new Reason("no_version", "", "the state record has no header " + Headers.VERSION));
        }
        return Optional.empty();
    }

    /** The record with the greater version, or the later one if the versions are equal. */
    @Override
    public SinkRecord newer(SinkRecord earlier, SinkRecord later) {
        return Arrays.compareUnsigned(ContractColumns.version(later), ContractColumns.version(earlier)) >= 0
                ? later
                : earlier;
    }

    @Override
    public Optional<RowFormat<SinkRecord>> deletions() {
        return deletions;
    }

    @Override
    public Object[] values(SinkRecord record) {
        return columns.values(record);
    }

    @Override
    public RowReader.Rows rows(SinkRecord record) {
        return columns.rows(record);
    }
}
