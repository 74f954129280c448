package dev.wherry.sink.database;

import dev.wherry.contracts.Reason;
import dev.wherry.sink.batch.Batch;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.QuarantinedRecord;
import dev.wherry.sink.batch.RejectedRow;
import dev.wherry.sink.batch.TopicRoutes;
import dev.wherry.wire.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes refused rows again, from the quarantine, and deletes those whose deletion was refused. Versions are compared, and an
 * event table tells copies from new events, so this needs no offsets, and may happen at any time.
 */
final class QuarantineRetry {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantineRetry.class);

    private final Connection connection;
    private final TopicRoutes routes;
    private final TableLoaders loaders;
    private final QuarantineTable quarantine;
    private final BlockedRows blockedRows;
    private final OutcomeCorrections corrections;

    QuarantineRetry(
            Connection connection,
            TopicRoutes routes,
            TableConstraints constraints,
            TableLoaders loaders,
            OutcomeCorrections corrections)
            throws SQLException {
        this.connection = connection;
        this.routes = routes;
        this.loaders = loaders;
        this.quarantine = new QuarantineTable(connection);
        this.blockedRows = new BlockedRows(connection, constraints, loaders);
        this.corrections = corrections;
    }

    /**
     * The result of one transaction.
     *
     * @param tried how many rows were tried
     * @param resolved how many of them, or newer rows or copies, are in their tables now
     * @param readAt when the rows were read; empty if there were none
     * @param complete whether no other rows remain to be tried
     * @param locked whether another session tries or resolves these rows, so that nothing was done
     */
    record Result(int tried, int resolved, Optional<OffsetDateTime> readAt, boolean complete, boolean locked) {}

    /**
     * Tries rows again in a transaction.
     *
     * @param condition on the rows of the quarantine, as SQL
     * @param notTriedSince omits rows that were tried at this time or later; empty for none
     * @param patient whether to wait while another session tries rows
     */
    Result run(Collection<String> topics, String condition, Optional<OffsetDateTime> notTriedSince, boolean patient)
            throws SQLException {
        QuarantineTable.Refused refused = quarantine.select(topics, condition, notTriedSince);
        if (refused.records().isEmpty()) {
            connection.commit();
            return new Result(0, 0, Optional.empty(), true, false);
        }
        if (patient) {
            quarantine.lock();
        } else if (!quarantine.tryLock()) {
            connection.rollback();
            return new Result(0, 0, refused.readAt(), false, true);
        }
        Attempt attempt = new Attempt();
        attempt.tryAll(refused.records());
        if (!quarantine.markResolved(attempt.resolved)) {
            // If the key was deleted meanwhile, what was written here would bring back its row.
            connection.rollback();
            corrections.discard();
            return new Result(0, 0, refused.readAt(), false, true);
        }
        quarantine.markTried(attempt.open, attempt.reasons);
        attempt.correct(refused);
        connection.commit();
        return new Result(
                refused.records().size(), attempt.resolved.size(), refused.readAt(), refused.complete(), false);
    }

    /** What has become of the records. */
    private final class Attempt {
        private final List<SinkRecord> resolved = new ArrayList<>();
        private final List<SinkRecord> open = new ArrayList<>();
        private final Map<SinkRecord, Reason> reasons = new IdentityHashMap<>();
        /** The outcomes of events that are not new. */
        private final Map<SinkRecord, Outcome> outcomes = new IdentityHashMap<>();

        /** Tries the newest record of each key, then older ones of the keys whose newest is still refused. */
        void tryAll(List<SinkRecord> records) throws SQLException {
            List<SinkRecord> remaining = records;
            while (!remaining.isEmpty()) {
                Batch newest = Batch.of(remaining, routes);
                Set<SinkRecord> tried = identitySet();
                for (QuarantinedRecord unreadable : newest.quarantined()) {
                    tried.add(unreadable.record());
                    open.add(unreadable.record());
                }
                List<EncodedRows<SinkRecord>> tables = loaders.inLoadingOrder(newest.rows());
                tables.forEach(rows -> {
                    tried.addAll(rows.rows());
                    rows.rejected().forEach(rejected -> tried.add(rejected.row()));
                });
                int before = resolved.size();
                tryNewest(tables);
                Set<SinkRecord> done = new TreeSet<>(routes.rowOrder());
                done.addAll(resolved.subList(before, resolved.size()));
                List<SinkRecord> older = new ArrayList<>();
                for (SinkRecord record : remaining) {
                    if (!tried.contains(record)) {
                        (done.contains(record) ? resolved : older).add(record);
                    }
                }
                remaining = older;
            }
        }

        private void tryNewest(List<EncodedRows<SinkRecord>> tables) throws SQLException {
            for (EncodedRows<SinkRecord> rows : tables) {
                loaders.of(rows).staged().create();
            }
            BlockedRows.Found found = blockedRows.find(tables);
            List<EncodedRows<SinkRecord>> ready = new ArrayList<>();
            for (EncodedRows<SinkRecord> rows : tables) {
                Set<Integer> superseded = found.superseded(rows);
                Set<Integer> blocked = found.blocked(rows);
                List<SinkRecord> chosen = new ArrayList<>();
                for (int i = 0; i < rows.size(); i++) {
                    (superseded.contains(i) ? resolved : blocked.contains(i) ? open : chosen).add(rows.row(i));
                }
                rows.rejected().forEach(this::refuse);
                if (!chosen.isEmpty()) {
                    ready.addAll(Batch.of(chosen, routes).rows());
                }
            }
            if (!loadTogether(ready)) {
                for (EncodedRows<SinkRecord> rows : ready) {
                    load(rows);
                }
            }
        }

        /** Loads several tables before constraints are checked, for rows whose tables refer to each other. */
        private boolean loadTogether(List<EncodedRows<SinkRecord>> tables) throws SQLException {
            if (tables.size() < 2) {
                return false;
            }
            execute("SET CONSTRAINTS ALL DEFERRED; SAVEPOINT together");
            try {
                boolean allWritten = true;
                for (EncodedRows<SinkRecord> rows : tables) {
                    StagedTable staged = loaders.of(rows).staged();
                    staged.stage(rows, 0, rows.size());
                    // Of an event table, fewer rows mean events that are not new, which load() counts.
                    allWritten &= staged.write() == rows.size()
                            || !rows.table().isEventTable() && staged.missing().isEmpty();
                }
                execute("SET CONSTRAINTS ALL IMMEDIATE");
                if (allWritten) {
                    tables.forEach(rows -> resolved.addAll(rows.rows()));
                    return true;
                }
            } catch (SQLException e) {
                if (FailureKind.of(e) == FailureKind.TRANSIENT) {
                    throw e;
                }
            }
            execute("ROLLBACK TO SAVEPOINT together");
            return false;
        }

        private void load(EncodedRows<SinkRecord> rows) throws SQLException {
            try {
                Set<SinkRecord> refused = identitySet();
                LoadResult<SinkRecord> loaded = loaders.of(rows).loadAgain(rows);
                for (RejectedRow<SinkRecord> rejected : loaded.rejected()) {
                    refuse(rejected);
                    refused.add(rejected.row());
                }
                outcomes.putAll(loaded.notNew());
                corrections.addReplaced(loaded.replacing());
                rows.rows().stream().filter(row -> !refused.contains(row)).forEach(resolved::add);
            } catch (TableUnwritableException e) {
                // Old rows must not stop the sink. A batch with new rows of this table will.
                LOG.warn("Quarantined rows stay in the quarantine: {}", e.getMessage());
                loaders.of(rows).staged().undo();
                open.addAll(rows.rows());
            }
        }

        /** Moves each event that was tried from the outcome that the ledger counts it under to its present one. */
        void correct(QuarantineTable.Refused refused) throws SQLException {
            Set<SinkRecord> untried = identitySet();
            untried.addAll(open);
            untried.removeAll(reasons.keySet());
            for (SinkRecord record : refused.records()) {
                Outcome before = refused.conflicting().contains(record) ? Outcome.INVALID : Outcome.ACCEPTED;
                Outcome now = outcomes.getOrDefault(record, untried.contains(record) ? before : Outcome.ACCEPTED);
                if (now != before) {
                    corrections.move(record, before, now);
                }
            }
            corrections.write();
        }

        private void refuse(RejectedRow<SinkRecord> rejected) {
            open.add(rejected.row());
            reasons.put(rejected.row(), rejected.reason());
        }
    }

    private static Set<SinkRecord> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private void execute(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
