package dev.wherry.streams.topology;

/**
 * Every name of the topology in one place. Stores and repartition topics are found again by their names after a restart: change one,
 * and what it held is gone.
 */
public final class NodeNames {
    /** The route of a feed's invalid events, next to one route for each type. */
    static final String INVALID = "invalid";

    /** Feeds and types hold no dot, so that no two of them together can look like two others. */
    private static final String FROM = ".from.";

    private NodeNames() {}

    /** The store that holds the latest event of every key of a type. */
    public static String latestStore(String type) {
        return "latest-" + type;
    }

    /** Events of a feed and type on their way to the task that owns their key. */
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
        return "keep-" + type;
    }

    static String count(String stage) {
        return "count-" + stage;
    }

    static String writeLedger(String stage) {
        return "write-ledger-of-" + stage;
    }

    static String readRaw(String feed) {
        return "read-raw-" + feed;
    }

    /** Prefix of the nodes that route a feed's events by what they were found to be. */
    static String route(String feed) {
        return "route-" + feed + ".";
    }

    static String type(String type) {
        return "type-" + type;
    }

    static String candidates(String feed, String type) {
        return "candidates-" + type + FROM + feed;
    }

    static String merge(String feed, String type) {
        return "merge-" + type + FROM + feed;
    }

    static String invalid(String feed) {
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
