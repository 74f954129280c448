package dev.wherry.audit;

import dev.wherry.contracts.Contract;
import dev.wherry.wire.LedgerParts;
import dev.wherry.wire.Outcome;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Compares the outcomes of an event table's events with its rows: the streams app counts each valid event as accepted, and the
 * sink corrects that for each event that has become no row.
 */
final class EventOutcomeCheck {
    private final AuditDatabase database;
    private final Differences differences;

    EventOutcomeCheck(AuditDatabase database, Differences differences) {
        this.database = database;
        this.differences = differences;
    }

    void check(ExpectedTable table) throws SQLException {
        Contract contract = table.contract;
        checkAccepted(contract);
        long conflicts = number("sum(conflicts) FROM wherry_audit_open WHERE type = ?", contract.type());
        long notNew = number("count(*) FROM wherry_audit_valid WHERE type = ?", contract.type())
                - number("count(*) FROM " + contract.table().sql())
                - number("sum(rejections) FROM wherry_audit_open WHERE type = ?", contract.type())
                - conflicts;
        Map<Outcome, Long> corrections = corrections(contract);
        long superseded = corrections.getOrDefault(Outcome.SUPERSEDED, 0L);
        compare(contract, "accepted", -notNew - conflicts, corrections.getOrDefault(Outcome.ACCEPTED, 0L));
        compare(contract, "invalid", conflicts, corrections.getOrDefault(Outcome.INVALID, 0L));
        compare(
                contract,
                "duplicate or superseded",
                notNew,
                corrections.getOrDefault(Outcome.DUPLICATE, 0L) + superseded);
        if (table.versionColumn().isEmpty()) {
            compare(contract, "superseded", 0, superseded);
        }
    }

    /** By feed, the valid events and what the streams app has counted. */
    private void checkAccepted(Contract contract) throws SQLException {
        database.each(
                """
                SELECT feed, coalesce(valid.events, 0), coalesce(counted.events, 0)
                FROM (SELECT feed, count(*) AS events FROM wherry_audit_valid WHERE type = ? GROUP BY 1) AS valid
                    FULL JOIN (SELECT split_part(counter, '|', 1) AS feed, sum(events) AS events FROM wherry_audit_last_count
                        WHERE split_part(counter, '|', 3) ~ ? GROUP BY 1) AS counted USING (feed)
                WHERE valid.events IS DISTINCT FROM counted.events
                ORDER BY 1
                """,
                row -> differences.add(new Difference(
                        "topic ledger",
                        "feed " + row.getString(1) + ", type " + contract.type(),
                        row.getLong(2) + " events accepted",
                        String.valueOf(row.getLong(3)))),
                contract.type(),
                LedgerParts.appendPattern(contract.type()));
    }

    private Map<Outcome, Long> corrections(Contract contract) throws SQLException {
        Map<Outcome, Long> corrections = new EnumMap<>(Outcome.class);
        database.each(
                "SELECT outcome, sum(events)::bigint FROM ledger_counts WHERE part ~ ? GROUP BY 1",
                row -> corrections.put(Outcome.ofLabel(row.getString(1)), row.getLong(2)),
                LedgerParts.correctionsPattern(contract.type()));
        return corrections;
    }

    private void compare(Contract contract, String outcome, long expected, long actual) {
        if (expected != actual) {
            differences.add(new Difference(
                    "table ledger_counts",
                    "the sink's corrections of type " + contract.type(),
                    expected + " events " + outcome,
                    String.valueOf(actual)));
        }
    }

    private long number(String select, Object... parameters) throws SQLException {
        return database.number("SELECT " + select, parameters);
    }
}
