package dev.wherry.sink.batch;

import dev.wherry.contracts.ScalarType;
import dev.wherry.contracts.TableName;
import dev.wherry.sink.copy.PostgresType;
import dev.wherry.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Turns records into rows of {@code quarantine}. PostgreSQL must be able to store each of them, whatever the record
 * contains, because there is no other place for it.
 */
public final class QuarantineRowFormat implements RowFormat<QuarantinedRecord> {
    private static final PostgresType TEXT = PostgresType.of(ScalarType.TEXT);
    private static final PostgresType BIGINT = PostgresType.of(ScalarType.BIGINT);
    private static final PostgresType TIME = PostgresType.of(ScalarType.TIMESTAMPTZ);
    private static final TargetTable TABLE = new TargetTable(
            TableName.of("quarantine"),
            List.of(
                    new TargetTable.Field("topic", TEXT),
                    new TargetTable.Field("partition", PostgresType.of(ScalarType.INTEGER)),
                    new TargetTable.Field("record_offset", BIGINT),
                    new TargetTable.Field("key", TEXT),
                    new TargetTable.Field("feed", TEXT),
                    new TargetTable.Field("file", TEXT),
                    new TargetTable.Field("offset", BIGINT),
                    new TargetTable.Field("line", BIGINT),
                    new TargetTable.Field("reasons", PostgresType.of(ScalarType.JSONB)),
                    new TargetTable.Field("event", PostgresType.of(ScalarType.BYTEA)),
                    new TargetTable.Field("full_size", BIGINT),
                    new TargetTable.Field("record_headers", PostgresType.of(ScalarType.BYTEA)),
                    new TargetTable.Field("resolved_at", TIME),
                    new TargetTable.Field("tried_at", TIME)),
            List.of("quarantined_at"),
            List.of("topic", "partition", "record_offset"),
            // The row exists only if an operator has deleted offsets to read a topic again. It is open again.
            TargetTable.OnConflict.REPLACE,
            Optional.empty());

    @Override
    public TargetTable table() {
        return TABLE;
    }

    @Override
    public Object[] values(QuarantinedRecord row) {
        SinkRecord record = row.record();
        return new Object[] {
            record.originalTopic(),
            record.originalKafkaPartition(),
            record.originalKafkaOffset(),
            record.key() instanceof byte[] key ? storable(new String(key, StandardCharsets.UTF_8)) : null,
            storable(row.feed()),
            storable(RecordHeaders.text(record, Headers.FILE)),
            numberOrNull(record, Headers.OFFSET),
            numberOrNull(record, Headers.LINE),
            row.reasons(),
            record.value(),
            numberOrNull(record, Headers.FULL_SIZE),
            row.refusedBySink() ? HeaderBytes.of(record.headers()) : null,
            null,
            null
        };
    }

    /** The text with NUL characters replaced, which PostgreSQL cannot store. */
    static String storable(String text) {
        return text == null ? null : text.replace('\u0000', '\uFFFD');
    }

    private static Long numberOrNull(SinkRecord record, String header) {
        try {
            return RecordHeaders.number(record, header);
        } catch (IllegalArgumentException e) {
            return null; // the row must be stored even without this number
        }
    }
}
