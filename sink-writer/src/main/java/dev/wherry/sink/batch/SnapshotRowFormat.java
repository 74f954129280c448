package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ScalarType;
import dev.wherry.contracts.TableName;
import dev.wherry.sink.copy.PostgresType;
import dev.wherry.wire.receipt.FileStatement;
import dev.wherry.wire.receipt.SnapshotDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Turns the decisions about full snapshots in the topic {@code files} into rows of {@code wherry_snapshots}. The first
 * decision on a reading counts, here as in the streams app.
 */
final class SnapshotRowFormat implements RecordRowFormat {
    private static final PostgresType TEXT = PostgresType.of(ScalarType.TEXT);
    private static final PostgresType BIGINT = PostgresType.of(ScalarType.BIGINT);
    private static final TargetTable TABLE = new TargetTable(
            TableName.of("wherry_snapshots"),
            List.of(
                    new TargetTable.Field("type", TEXT),
                    new TargetTable.Field("reading", TEXT),
                    new TargetTable.Field("feed", TEXT),
                    new TargetTable.Field("file", TEXT),
                    new TargetTable.Field("version", PostgresType.of(ScalarType.BYTEA)),
                    new TargetTable.Field("verdict", TEXT),
                    new TargetTable.Field("reason", TEXT),
                    new TargetTable.Field("file_rows", BIGINT),
                    new TargetTable.Field("missing_rows", BIGINT),
                    new TargetTable.Field("rows_before", BIGINT),
                    new TargetTable.Field("decided_at", PostgresType.of(ScalarType.TIMESTAMPTZ))),
            List.of(),
            List.of("type", "reading"),
            TargetTable.OnConflict.KEEP_FIRST,
            Optional.empty());

    @Override
    public TargetTable table() {
        return TABLE;
    }

    @Override
    public boolean accepts(SinkRecord record) {
        return decision(record) != null;
    }

    @Override
    public Optional<Reason> defect(SinkRecord record) {
        return Optional.empty();
    }

    /** In the order of arrival, which decides. */
    @Override
    public int compareKeys(SinkRecord one, SinkRecord other) {
        return 0;
    }

    @Override
    public Object[] values(SinkRecord record) {
        SnapshotDecision decision = decision(record);
        return new Object[] {
            decision.type(),
            decision.reading(),
            decision.feed(),
            QuarantineRowFormat.storable(decision.file()),
            decision.version(),
            decision.verdict().label(),
            QuarantineRowFormat.storable(decision.reason()),
            decision.rows(),
            decision.missing(),
            decision.before(),
            Instant.ofEpochMilli(record.timestamp())
        };
    }

    /** Null if the record is another statement about a file, or none at all, which the streams app ignores, too. */
    private static SnapshotDecision decision(SinkRecord record) {
        if (!(record.value() instanceof byte[] value)) {
            return null;
        }
        try {
            return FileStatement.ofJson(value) instanceof SnapshotDecision decision ? decision : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
