package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ScalarType;
import dev.wherry.contracts.TableName;
import dev.wherry.sink.copy.PostgresType;
import dev.wherry.wire.LedgerKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns ledger records into rows of {@code ledger_counts}. A record contains the total of its counter. */
final class LedgerRowFormat implements UnversionedRowFormat {
    private static final PostgresType TEXT = PostgresType.of(ScalarType.TEXT);
    private static final TargetTable TABLE = new TargetTable(
            TableName.of("ledger_counts"),
            List.of(
                    new TargetTable.Field("feed", TEXT),
                    new TargetTable.Field("outcome", TEXT),
                    new TargetTable.Field("part", TEXT),
                    new TargetTable.Field("events", PostgresType.of(ScalarType.BIGINT))),
            List.of(),
            List.of("feed", "outcome", "part"),
            TargetTable.OnConflict.REPLACE,
            Optional.empty());

    @Override
    public TargetTable table() {
        return TABLE;
    }

    @Override
    public Reason incomplete() {
        return new Reason("no_count", "", "the ledger record has no key or no value");
    }

    @Override
    public Object[] values(SinkRecord record) {
        LedgerKey counter;
        Long events;
        try {
            counter = LedgerKey.parse(new String((byte[]) record.key(), StandardCharsets.UTF_8));
            events = Long.valueOf(new String((byte[]) record.value(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // The exception repeats the record, whose content is unknown.
            throw new IllegalArgumentException("not a counter of the ledger and its count", e);
        }
        return new Object[] {counter.feed(), counter.outcome().label(), counter.part(), events};
    }
}
