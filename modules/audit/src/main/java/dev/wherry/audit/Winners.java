package dev.wherry.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Keep;
import dev.wherry.wire.TieLimits;
import java.sql.SQLException;
import java.util.List;

/**
 * Determines the winner of every key of a state table in SQL: the greatest version; among copies of one event the smallest origin; among
 * events of the same version the greatest origin, or the smallest if the contract keeps the first event.
 *
 * <p>The streams app stores tied events up to the {@link TieLimits}. If a key exceeds them and has copies, the streams app
 * may have taken a copy of a dropped event for a new event. If two events differ only in their bytes, the bytes decide, and
 * the audit does not load them. The winner of such a key is <em>open</em>: any of its tied events counts as correct.
 *
 * <p>Of a type with full snapshots, a winner that is older than the newest applied snapshot is <em>missing</em> there: its key
 * has no row.
 */
final class Winners {
    private static final String SMALLEST_ORIGIN = "(modified IS NOT NULL), coalesce(modified, 0), file, place, id";
    private static final String GREATEST_ORIGIN =
            "(modified IS NOT NULL) DESC, coalesce(modified, 0) DESC, file DESC, place DESC, id DESC";
    private static final String COLUMNS =
            "feed, type, key, version, id, modified, file, place, digest, size, partition, record";

    private final AuditDatabase database;

    Winners(AuditDatabase database) {
        this.database = database;
    }

    /**
     * Determines the winners. Only contested keys are sorted; all others are hashed. The version is compared as hex, which
     * has the same order, because PostgreSQL has max(bytea) only from 18 on.
     */
    void choose(Catalog catalog) throws SQLException {
        List<Contract> contracts = catalog.contracts().stream()
                .filter(contract -> !contract.isEventTable())
                .toList();
        database.execute("""
                ANALYZE wherry_audit_valid;
                CREATE TEMPORARY TABLE wherry_audit_tied AS
                SELECT %3$s
                FROM wherry_audit_valid JOIN (
                    SELECT type, key, max(encode(version, 'hex') COLLATE "C") AS greatest FROM wherry_audit_valid
                    WHERE type = ANY (%2$s) GROUP BY type, key
                ) AS best USING (type, key)
                WHERE version = decode(greatest, 'hex');
                CREATE TEMPORARY TABLE wherry_audit_contested AS
                SELECT type, key FROM wherry_audit_tied GROUP BY type, key HAVING count(*) > 1;
                ANALYZE wherry_audit_tied; ANALYZE wherry_audit_contested;
                CREATE TEMPORARY TABLE wherry_audit_contender AS
                SELECT DISTINCT ON (type, key, id) %1$s, count(*) OVER (PARTITION BY type, key, id) AS copies
                FROM wherry_audit_tied JOIN wherry_audit_contested USING (type, key)
                ORDER BY type, key, id, (modified IS NOT NULL), coalesce(modified, 0), file, place;
                CREATE TEMPORARY TABLE wherry_audit_winner AS
                SELECT %1$s, false AS open, false AS missing FROM wherry_audit_tied
                WHERE NOT EXISTS (SELECT FROM wherry_audit_contested AS contested
                    WHERE contested.type = wherry_audit_tied.type AND contested.key = wherry_audit_tied.key)
                """.formatted(
                        COLUMNS,
                        AuditTables.types(contracts),
                        COLUMNS.replace("digest", "CASE WHEN deletion THEN NULL ELSE digest END AS digest")));
        for (Contract contract : contracts) {
            // a type's name is a validated identifier
            database.execute("INSERT INTO wherry_audit_winner SELECT DISTINCT ON (key) " + COLUMNS
                    + ", false, false FROM wherry_audit_contender WHERE type = '" + contract.type() + "' ORDER BY key, "
                    + (contract.keep() == Keep.LATEST ? GREATEST_ORIGIN : SMALLEST_ORIGIN));
        }
        database.execute("""
                UPDATE wherry_audit_winner AS winner SET open = true
                FROM (
                    SELECT type, key FROM wherry_audit_contender GROUP BY type, key
                    HAVING (count(*) > %s OR sum(octet_length(id) + size) > %s) AND max(copies) > 1
                    UNION
                    SELECT type, key FROM wherry_audit_contender AS one JOIN wherry_audit_tied AS other USING (type, key, id)
                    WHERE one.copies > 1 AND one.digest IS DISTINCT FROM other.digest
                        AND (one.modified, one.file, one.place) IS NOT DISTINCT FROM (other.modified, other.file, other.place)
                ) AS undecided
                WHERE winner.type = undecided.type AND winner.key = undecided.key;
                DROP TABLE wherry_audit_contender;
                ANALYZE wherry_audit_winner
                """.formatted(TieLimits.MAX_EVENTS, TieLimits.MAX_BYTES));
        database.commit();
    }

    /** Accepts the current state of each open key as its winner if it is one of the tied events. */
    void resolveOpenWinners() throws SQLException {
        database.execute("""
                UPDATE wherry_audit_winner AS winner
                SET (feed, id, modified, file, place, digest, size, partition, record)
                    = (tied.feed, tied.id, tied.modified, tied.file, tied.place, tied.digest, tied.size, tied.partition, tied.record)
                FROM wherry_audit_tied AS tied JOIN wherry_audit_last AS last USING (type, key)
                WHERE winner.open AND tied.digest IS NOT DISTINCT FROM last.digest AND winner.type = tied.type AND winner.key = tied.key
                    AND (tied.modified, tied.file, tied.place) IS NOT DISTINCT FROM (last.modified, last.file, last.place)
                """);
    }

    /** Takes the winners of keys that an applied snapshot lacks for deletions: those older than the newest such snapshot. */
    void deleteMissing() throws SQLException {
        database.execute("""
                UPDATE wherry_audit_winner AS winner SET digest = NULL, missing = true
                FROM (
                    SELECT DISTINCT ON (type) type, version FROM wherry_audit_snapshot
                    WHERE verdict = 'applied' ORDER BY type, version DESC
                ) AS newest
                WHERE winner.type = newest.type AND winner.version < newest.version
                """);
    }

    /** The number of keys whose winner is open. */
    long openKeys() throws SQLException {
        return database.number("SELECT count(*) FROM wherry_audit_winner WHERE open");
    }
}
