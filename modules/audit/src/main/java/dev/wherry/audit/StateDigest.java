package dev.wherry.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.ContractTable;
import dev.wherry.contracts.warehouse.RecordedContracts;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Digests of the pipeline's state that depend on the raw events and the contracts alone: the last state record of every key,
 * the records of event tables and histories, the rows of the tables without their load times, the invalid events in the
 * quarantine, and the decisions about full snapshots.
 * They exclude everything that depends on the order of arrival: offsets, the outcomes in the ledger, the rows of keys whose
 * last event PostgreSQL rejected, and of event tables the keys with other events in the quarantine, and which of several
 * copies of an event a row came from.
 */
public final class StateDigest {
    private final AuditDatabase database;
    private final Catalog catalog;
    private final SortedMap<String, String> digests = new TreeMap<>();

    private StateDigest(AuditDatabase database, Catalog catalog) {
        this.database = database;
        this.catalog = catalog;
    }

    /**
     * Computes the digests, keyed by {@code state.card}, {@code table cards}, {@code quarantine} and so on.
     *
     * @throws AuditImpossibleException if topics or tables are missing
     */
    public static SortedMap<String, String> of(PipelineTarget target, Catalog catalog) throws SQLException {
        try (AuditDatabase database = new AuditDatabase(target, catalog)) {
            DownstreamLoader downstream = new DownstreamLoader(database, catalog);
            try (TopicReader reader = new TopicReader(target.kafka(), downstream.topics())) {
                AuditTables.create(database);
                ExpectedRows rows = new ExpectedRows(database, catalog, RecordedContracts.none());
                reader.read(reader.committedEnds(reader.partitions(downstream.topics())), downstream::add);
                downstream.flush(reader);
                AuditTables.createPassTables(database, catalog);
                StateDigest digest = new StateDigest(database, catalog);
                for (ExpectedTable table : rows.tables()) {
                    digest.add(table, digest.rejectedKeys(table, reader));
                }
                digest.addQuarantine();
                if (catalog.hasSnapshots()) {
                    digest.digests.put("table wherry_snapshots", digest.digest("SELECT * FROM wherry_snapshots"));
                }
                return digest.digests;
            }
        }
    }

    /** The keys of rejected events, which are excluded from the digest of the table. Their other values may not fit it. */
    private ExpectedTable rejectedKeys(ExpectedTable table, TopicReader reader) throws SQLException {
        ExpectedTable keys = table.onlyKeys(database, catalog);
        Contract contract = table.contract;
        String topic = table.table.topic();
        String select = table.table.kind() == ContractTable.Kind.STATE
                ? "SELECT record FROM wherry_audit_refused WHERE type = ? AND partition = ? ORDER BY 1"
                : "SELECT record_offset FROM quarantine WHERE resolved_at IS NULL AND topic = 'events.' || ? AND partition = ?"
                        + " ORDER BY 1";
        for (TopicPartition partition : reader.partitions(Set.of(topic))) {
            long[] rejected = database.numbers(select, contract.type(), partition.partition());
            reader.readAgain(
                    partition,
                    rejected,
                    record -> ExpectedTable.add(
                            List.of(keys),
                            "",
                            record,
                            new AuditedEvent(
                                    record.value(),
                                    RawOrigin.bytes(record, Headers.VERSION),
                                    RawOrigin.bytes(record, Headers.ID),
                                    RawOrigin.bytes(record, Headers.DELETION) != null),
                            false));
        }
        keys.flush();
        return keys;
    }

    private void add(ExpectedTable table, ExpectedTable rejected) throws SQLException {
        ContractTable.Kind kind = table.table.kind();
        String records = kind == ContractTable.Kind.STATE
                ? "SELECT key, feed, file, place, modified, version, digest FROM wherry_audit_last"
                : "SELECT key, feed, file, place, modified, version, digest, id, deletion FROM wherry_audit_appended";
        String columns = kind == ContractTable.Kind.EVENTS ? table.contentList("actual") : table.columnList("actual");
        digests.put(
                table.table.topic(),
                digest(records + " WHERE digest IS NOT NULL AND type = '" + table.contract.type() + "'"));
        digests.put(
                "table " + table.table.name(),
                digest("SELECT " + columns + " FROM " + table.table.name().sql()
                        + " AS actual WHERE NOT EXISTS (SELECT FROM " + rejected.name + " AS rejected WHERE "
                        + table.sameKey("rejected", "actual") + notSuperseded(table) + ")"));
        for (ExpectedChildren children : table.children()) {
            digests.put(
                    "table " + children.child.name(),
                    digest("SELECT " + children.columnList("actual") + " FROM "
                            + children.child.name().sql()
                            + " AS actual WHERE NOT EXISTS (SELECT FROM " + rejected.name + " AS rejected WHERE "
                            + children.isParent("rejected", column -> "actual." + column) + ")"));
        }
    }

    /** Whether events conflicted before an earlier version came, depends on their order; the row does not. */
    private static String notSuperseded(ExpectedTable table) {
        return table.table.kind() == ContractTable.Kind.EVENTS
                ? table.versionColumn()
                        .map(version -> " AND rejected.%1$s >= actual.%1$s".formatted(version))
                        .orElse("")
                : "";
    }

    private void addQuarantine() throws SQLException {
        String feeds = String.join(
                ", ",
                catalog.feeds().stream()
                        .map(feed -> "'" + Topics.invalid(feed) + "'")
                        .toList());
        digests.put(
                "quarantine",
                digest(
                        "SELECT topic, key, feed, file, \"offset\", line, full_size, reasons, sha256(event) FROM quarantine"
                                + " WHERE topic IN (" + feeds + ")"));
    }

    /** Digests all rows regardless of their order: sums the first 64 bits of each row's SHA-256. */
    private String digest(String rows) throws SQLException {
        String[] digest = new String[1];
        database.each(
                "SELECT count(*) || ' ' || md5(concat(count(*), ' ', sum(('x' || left(encode(sha256(convert_to("
                        + "row::text, 'UTF8')), 'hex'), 16))::bit(64)::bigint::numeric))) FROM (" + rows + ") AS row",
                row -> digest[0] = row.getString(1));
        return digest[0];
    }
}
