package dev.wherry.wire;

/** The parts of the ledger that belong to types: see {@link LedgerKey}. */
public final class LedgerParts {
    /** How the names of all parts begin in which the sink corrects outcomes. The streams app's parts begin otherwise. */
    public static final String CORRECTIONS = "sink-";

    private static final String APPEND = "append-";
    private static final String KEEP = "keep-";
    private static final String PARTITION = "-[0-9]+$";

    private LedgerParts() {}

    /** The stage of the streams app that passes the events of a type on to its table. Its parts add a partition. */
    public static String append(String type) {
        return APPEND + type;
    }

    /** The stage of the streams app that decides which event of a key wins. Its parts add a partition. */
    public static String keep(String type) {
        return KEEP + type;
    }

    /** The part in which the sink corrects the outcomes of a partition of {@code events.<type>}, and only it does. */
    public static String corrections(String type, int partition) {
        return CORRECTIONS + type + "-" + partition;
    }

    /** A regular expression of the parts of {@link #append}, for Java and PostgreSQL. */
    public static String appendPattern(String type) {
        return "^" + append(type) + PARTITION;
    }

    /** A regular expression of the parts of {@link #keep}, for Java and PostgreSQL. */
    public static String keepPattern(String type) {
        return "^" + keep(type) + PARTITION;
    }

    /** A regular expression of the parts in which the sink corrects the outcomes of a type, for Java and PostgreSQL. */
    public static String correctionsPattern(String type) {
        return "^" + CORRECTIONS + type + PARTITION;
    }
}
