package dev.wherry.sink.batch;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.ContractTable;
import dev.wherry.contracts.Reason;
import dev.wherry.wire.Headers;
import dev.wherry.wire.OriginOrder;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Turns the records of {@code events.<type>} into rows of the type's history: one for each event of a key. Of several copies
 * of an event, the row is that of the smallest origin, in whatever order they arrive. Not thread-safe.
 */
final class HistoryRowFormat implements ReplacingRowFormat {
    private final ContractColumns columns;
    private final TargetTable table;

    HistoryRowFormat(Catalog catalog, Contract contract, ContractTable history) {
        columns = new ContractColumns(catalog, contract, history);
        table = columns.target(TargetTable.OnConflict.REPLACE_UNLESS_EARLIER);
    }

    @Override
    public TargetTable table() {
        return table;
    }

    @Override
    public Optional<Reason> defect(SinkRecord record) {
        Optional<Reason> defect = EventRowFormat.defect(record, true);
        return defect.isEmpty() && id(record) == null
                ? Optional.of(new Reason("no_id", "", "the record has no header " + Headers.ID))
                : defect;
    }

    /** By the contract's key, the version and the identity of the event. */
    @Override
    public int compareKeys(SinkRecord one, SinkRecord other) {
        int order = ReplacingRowFormat.super.compareKeys(one, other);
        if (order == 0) {
            order = Arrays.compareUnsigned(ContractColumns.version(one), ContractColumns.version(other));
        }
        return order == 0 ? Arrays.compareUnsigned(id(one), id(other)) : order;
    }

    /** The copy with the smaller origin, or the later one if the origins are equal. */
    @Override
    public SinkRecord newer(SinkRecord earlier, SinkRecord later) {
        return Arrays.compareUnsigned(
                                OriginOrder.encode(RecordHeaders.origin(later)),
                                OriginOrder.encode(RecordHeaders.origin(earlier)))
                        <= 0
                ? later
                : earlier;
    }

    private static byte[] id(SinkRecord record) {
        return RecordHeaders.bytes(record, Headers.ID);
    }

    @Override
    public Object[] values(SinkRecord record) {
        return columns.values(record);
    }
}
