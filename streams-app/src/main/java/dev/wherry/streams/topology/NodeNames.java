package dev.wherry.streams.topology;

import dev.wherry.wire.LedgerParts;

/**
 * All names of the topology. Kafka Streams finds stores and repartition topics by name after a restart: if a name
 * changes, their content is lost.
 */
public final class NodeNames {
    /** The branch of the events whose outcome validation decides, next to one branch for each type. */
    static final String DECIDED_BRANCH = "decided";

    /** The repartition topic that carries what is said of a file, and what is counted of it, to the task of its reading. */
    public static final String FILE_UPDATES = "file-updates";

    /** The store of the files that have no receipt yet. */
    static final String UNFINISHED_FILES = "unfinished-files";

    static final String READ_FILES = "read-files";
    static final String FILE_STATEMENTS = "file-statements";
    /** The stage that issues the receipts of files that are read in parts. */
    static final String ISSUE_RECEIPTS = "issue-receipts";

    /** The topic and the stage in which it is decided what becomes of full snapshots. */
    public static final String SNAPSHOTS = "snapshots";

    static final String ABOUT_EVENTS = "statements-about-events";
    static final String FILE_STATEMENT_VALUES = "file-statement-values";
    static final String RECEIPT_VALUES = "receipt-values";
    static final String COMPLETED_SNAPSHOTS = "completed-snapshots";
    static final String SNAPSHOT_MESSAGES = "snapshot-messages";
    static final String SNAPSHOT_DECISIONS = "snapshot-decisions";
    static final String DECIDED_SNAPSHOTS = "decided-snapshots";
    static final String ALL_MESSAGES = "messages-about-snapshots";
    static final String DECIDE_SNAPSHOTS = "decide-snapshots";
    static final String NEW_DECISIONS = "new-decisions";
    static final String DECISION_VALUES = "decision-values";
    static final String WRITE_DECISIONS = "write-decisions";
    static final String REFUSED_SNAPSHOTS = "refused-snapshots";
    static final String SNAPSHOT_REQUESTS = "snapshot-requests";

    /** Names of feeds and types contain no dot, so the combination of a type and a feed is unambiguous. */
    private static final String FROM = ".from.";

    private NodeNames() {}

    /** A repartition topic, without the application's id that Kafka Streams prefixes to it. */
    public static String repartitionTopic(String name) {
        return name + "-repartition";
    }

    /** The store that holds the latest event of every key of a type. */
    static String latestStore(String type) {
        return "latest-" + type;
    }

    /** The repartition topic that carries a feed's events of a type to the tasks that own their keys. */
    static String repartition(String feed, String type) {
        return type + FROM + feed;
    }

    /** The store in which a stage counts its outcomes. */
    static String countsStore(String stage) {
        return "counts-" + stage;
    }

    /** The stage that validates a feed's events. */
    static String validate(String feed) {
        return "validate-" + feed;
    }

    /** The stage that keeps the latest event of every key of a type. */
    static String keep(String type) {
        return LedgerParts.keep(type);
    }

    /** The repartition topic of requests to the tasks of a type about full snapshots. */
    public static String snapshotRequests(String type) {
        return "snapshots-" + type;
    }

    /** The store with the version of the newest full snapshot of a type. */
    static String floorStore(String type) {
        return "floor-" + type;
    }

    static String requestsTo(String type) {
        return "requests-to-" + type;
    }

    static String answerSnapshots(String type) {
        return "answer-snapshots-" + type;
    }

    static String writeSnapshotCounts(String type) {
        return "write-snapshot-counts-of-" + type;
    }

    static String writeMissing(String type) {
        return "write-missing-" + type;
    }

    static String requestValues(String type) {
        return "request-values-" + type;
    }

    static String refusedOf(String type) {
        return "refused-of-" + type;
    }

    static String refusals(String type) {
        return "refusals-" + type;
    }

    static String writeRefusals(String type) {
        return "write-refusals-" + type;
    }

    /** The stage that passes a feed's events of a type on to its event table. */
    static String append(String feed, String type) {
        return LedgerParts.append(type) + FROM + feed;
    }

    /** The stage that passes a feed's events of a type on to its history. */
    static String history(String feed, String type) {
        return "history-" + type + FROM + feed;
    }

    static String appendedEvents(String feed, String type) {
        return "appended-events-" + type + FROM + feed;
    }

    static String writeEvents(String feed, String type) {
        return "write-events-" + type + FROM + feed;
    }

    static String count(String stage) {
        return "count-" + stage;
    }

    static String writeFileCounts(String stage) {
        return "write-file-counts-of-" + stage;
    }

    static String writeReceipts(String stage) {
        return "write-receipts-of-" + stage;
    }

    static String writeLedger(String stage) {
        return "write-ledger-of-" + stage;
    }

    static String readRaw(String feed) {
        return "read-raw-" + feed;
    }

    /** Prefix of the nodes that route a feed's events by the result of validation. */
    static String route(String feed) {
        return "route-" + feed + ".";
    }

    static String typeBranch(String type) {
        return "type-" + type;
    }

    static String candidates(String feed, String type) {
        return "candidates-" + type + FROM + feed;
    }

    static String merge(String feed, String type) {
        return "merge-" + type + FROM + feed;
    }

    static String decided(String feed) {
        return "decided-" + feed;
    }

    static String quarantine(String feed) {
        return "quarantine-" + feed;
    }

    static String invalidEvents(String feed) {
        return "invalid-events-" + feed;
    }

    static String writeInvalid(String feed) {
        return "write-invalid-" + feed;
    }

    static String changes(String type) {
        return "changes-of-" + type;
    }

    static String writeState(String type) {
        return "write-state-" + type;
    }
}
