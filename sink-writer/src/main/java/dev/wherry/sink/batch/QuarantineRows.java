package dev.wherry.sink.batch;

import dev.wherry.contracts.ScalarType;
import dev.wherry.sink.copy.PostgresType;
import dev.wherry.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Records set aside as rows of {@code quarantine}. PostgreSQL must be able to take every one of them, whatever the
 * record holds: there is nowhere else for it to go.
 */
public final class QuarantineRows implements RowFormat<Quarantined> {
    private static final PostgresType TEXT = PostgresType.of(ScalarType.TEXT);
    private static final PostgresType BIGINT = PostgresType.of(ScalarType.BIGINT);
    private static final Table TABLE = new Table(
            "quarantine",
            List.of(
                    new Table.Field("topic", TEXT),
                    new Table.Field("partition", PostgresType.of(ScalarType.INTEGER)),
                    new Table.Field("record_offset", BIGINT),
                    new Table.Field("key", TEXT),
                    new Table.Field("feed", TEXT),
                    new Table.Field("file", TEXT),
                    new Table.Field("offset", BIGINT),
                    new Table.Field("reasons", PostgresType.of(ScalarType.JSONB)),
                    new Table.Field("event", PostgresType.of(ScalarType.BYTEA)),
                    new Table.Field("full_size", BIGINT)),
            List.of("quarantined_at"),
            List.of("topic", "partition", "record_offset"),
            // Held already only if somebody has taken the offsets back to read a topic again.
            Table.OnConflict.KEEP,
            Optional.empty());

    @Override
    public Table table() {
        return TABLE;
    }

    @Override
    public Object[] values(Quarantined row) {
        SinkRecord record = row.record();
        return new Object[] {
            record.originalTopic(),
            record.originalKafkaPartition(),
            record.originalKafkaOffset(),
            record.key() instanceof byte[] key ? storable(new String(key, StandardCharsets.UTF_8)) : null,
            storable(row.feed()),
            storable(HeaderValues.text(record, Headers.FILE)),
            numberIfAny(record, Headers.OFFSET),
            row.reasons(),
            record.value(),
            numberIfAny(record, Headers.FULL_SIZE)
        };
    }

    /** The text without NUL characters, which PostgreSQL cannot hold. */
    static String storable(String text) {
        return text == null ? null : text.replace('\u0000', '\uFFFD');
    }

    private static Long numberIfAny(SinkRecord record, String header) {
        try {
            return HeaderValues.number(record, header);
        } catch (IllegalArgumentException e) {
            return null; // the event itself is what must be kept
        }
    }
}
