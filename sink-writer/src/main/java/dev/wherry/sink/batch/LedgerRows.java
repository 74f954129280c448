package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ScalarType;
import dev.wherry.sink.copy.PostgresType;
import dev.wherry.wire.LedgerKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Ledger records as rows of {@code ledger_counts}: the newest record of a counter holds its whole count. */
final class LedgerRows implements RowFormat<SinkRecord> {
    private static final PostgresType TEXT = PostgresType.of(ScalarType.TEXT);
    private static final Table TABLE = new Table(
            "ledger_counts",
            List.of(
                    new Table.Field("feed", TEXT),
                    new Table.Field("outcome", TEXT),
                    new Table.Field("part", TEXT),
                    new Table.Field("events", PostgresType.of(ScalarType.BIGINT))),
            List.of(),
            List.of("feed", "outcome", "part"),
            Table.OnConflict.REPLACE,
            Optional.empty());

    @Override
    public Table table() {
        return TABLE;
    }

    /** Why the record is no count at all; empty if it may be one. */
    Optional<Reason> defect(SinkRecord record) {
        return record.key() instanceof byte[] && record.value() instanceof byte[]
                ? Optional.empty()
                : Optional.of(new Reason("no_count", "", "the ledger record lacks its key or its value"));
    }

    @Override
    public Object[] values(SinkRecord record) {
        LedgerKey counter = LedgerKey.parse(new String((byte[]) record.key(), StandardCharsets.UTF_8));
        return new Object[] {
            counter.feed(),
            counter.outcome().label(),
            counter.part(),
            Long.valueOf(new String((byte[]) record.value(), StandardCharsets.UTF_8))
        };
    }
}
