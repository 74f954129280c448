package dev.wherry.sink.database;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.warehouse.KeyConflict;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.batch.HeaderBytes;
import dev.wherry.sink.batch.ReasonsJson;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads refused records from the quarantine and records what became of them. */
final class QuarantineTable {
    static final String ALL = "true";

    private static final String LOCK = "hashtext('wherry quarantine'), hashtext(current_schema())";

    private static final int MAX_ROWS = 2_000;
    private static final int MAX_BYTES = 16 << 20;

    private final Connection connection;
    private final String table;

    QuarantineTable(Connection connection) throws SQLException {
        this.connection = connection;
        this.table = WarehouseSchema.of(connection).qualify("quarantine");
    }

    /**
     * Refused records to try again.
     *
     * @param conflicting those that the ledger counts as invalid, because their key has another event
     * @param readAt the time of the transaction that has read them
     * @param complete whether these are all
     */
    record Refused(
            List<SinkRecord> records, Set<SinkRecord> conflicting, Optional<OffsetDateTime> readAt, boolean complete) {}

    /**
     * Reads open records of these topics, the least recently tried first.
     *
     * @param condition on the rows, as SQL
     * @param notTriedSince omits rows that were tried at this time or later; empty for none
     */
    Refused select(Collection<String> topics, String condition, Optional<OffsetDateTime> notTriedSince)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT topic, partition, record_offset, key, event, record_headers, now(),
                    sum(coalesce(octet_length(event), 0)) OVER (ORDER BY number) AS bytes, reasons -> 0 ->> 'code' AS code
                FROM (SELECT *, row_number() OVER () AS number
                    FROM (SELECT * FROM %s
                        WHERE resolved_at IS NULL AND %s AND topic = ANY (?) AND record_headers IS NOT NULL
                            AND key IS NOT NULL AND (tried_at IS NULL OR tried_at < coalesce(?, now()))
                        ORDER BY tried_at NULLS FIRST, topic, partition, record_offset LIMIT %d) AS open) AS open
                ORDER BY number
                """.formatted(table, condition, MAX_ROWS))) {
            select.setArray(1, connection.createArrayOf("text", topics.toArray()));
            select.setObject(2, notTriedSince.orElse(null), Types.TIMESTAMP_WITH_TIMEZONE);
            return read(select);
        }
    }

    private static Refused read(PreparedStatement select) throws SQLException {
        List<SinkRecord> records = new ArrayList<>();
        Set<SinkRecord> conflicting = Collections.newSetFromMap(new IdentityHashMap<>());
        Optional<OffsetDateTime> readAt = Optional.empty();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                if (!records.isEmpty() && row.getLong("bytes") > MAX_BYTES) {
                    return new Refused(records, conflicting, readAt, false);
                }
                SinkRecord record = record(row);
                records.add(record);
                if (KeyConflict.CODE.equals(row.getString("code"))) {
                    conflicting.add(record);
                }
                readAt = Optional.of(row.getObject(7, OffsetDateTime.class));
            }
        }
        return new Refused(records, conflicting, readAt, records.size() < MAX_ROWS);
    }

    private static SinkRecord record(ResultSet row) throws SQLException {
        return new SinkRecord(
                row.getString(1),
                row.getInt(2),
                Schema.OPTIONAL_BYTES_SCHEMA,
                row.getString(4).getBytes(StandardCharsets.UTF_8),
                Schema.OPTIONAL_BYTES_SCHEMA,
                row.getBytes(5),
                row.getLong(3),
                null,
                TimestampType.NO_TIMESTAMP_TYPE,
                HeaderBytes.parse(row.getBytes(6)));
    }

    /** Lets only one transaction at a time try rows again; returns false if there is another. */
    boolean tryLock() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_xact_lock(" + LOCK + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** As {@link #tryLock}, but waits for the other transaction. */
    void lock() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
        }
    }

    /** Marks the records as tried; those with a reason were refused for it. */
    void markTried(List<SinkRecord> records, Map<SinkRecord, Reason> refused) throws SQLException {
        Object[] reasons = records.stream()
                .map(refused::get)
                .map(reason -> reason == null ? null : ReasonsJson.of(List.of(reason)))
                .toArray();
        update("tried_at = now(), reasons = coalesce(tried.reasons::jsonb, refused.reasons)", records, reasons);
    }

    /**
     * Marks the records as resolved: they, or newer ones of their keys, are in their tables. Returns false if another session
     * has resolved some of them meanwhile.
     */
    boolean markResolved(List<SinkRecord> records) throws SQLException {
        return records.size() == update("tried_at = now(), resolved_at = now()", records, new Object[records.size()]);
    }

    private int update(String assignments, List<SinkRecord> records, Object[] reasons) throws SQLException {
        if (records.isEmpty()) {
            return 0;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE %s AS refused SET %s
                FROM unnest(?, ?, ?, ?) AS tried(topic, partition, record_offset, reasons)
                WHERE refused.topic = tried.topic AND refused.partition = tried.partition
                    AND refused.record_offset = tried.record_offset AND refused.resolved_at IS NULL
                """.formatted(table, assignments))) {
            update.setArray(1, array("text", records.stream().map(SinkRecord::originalTopic)));
            update.setArray(2, array("integer", records.stream().map(SinkRecord::originalKafkaPartition)));
            update.setArray(3, array("bigint", records.stream().map(SinkRecord::originalKafkaOffset)));
            update.setArray(4, array("text", Arrays.stream(reasons)));
            return update.executeUpdate();
        }
    }

    private Array array(String type, Stream<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }
}
