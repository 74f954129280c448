package dev.wherry.wire;

/** Header names. All values but those of {@link #VERSION} and {@link #ID} are UTF-8 text, so that a console consumer shows them. */
public final class Headers {
    /** On raw, invalid and state records: the file's path relative to the inbox, with {@code /} between its parts. */
    public static final String FILE = "wherry.file";
    /** On raw, invalid and state records: where the event begins in its file, in bytes, as decimal digits. */
    public static final String OFFSET = "wherry.offset";
    /**
     * On raw, invalid and state records: the file's modification time in nanoseconds since the epoch, as decimal
     * digits. Absent for events of a file that grows (format {@code lines}), because its time moves.
     */
    public static final String MODIFIED = "wherry.modified";
    /**
     * On raw and invalid records whose value holds only the event's first bytes: the event's full size, as decimal
     * digits.
     */
    public static final String FULL_SIZE = "wherry.full-size";
    /**
     * On raw and invalid records whose value is not a JSON document in UTF-8: what it is, see
     * {@link dev.wherry.wire.format.ValueFormat}.
     */
    public static final String FORMAT = "wherry.format";
    /** On raw, invalid and state records of a CSV file: the line on which the row starts, as decimal digits, from 1. */
    public static final String LINE = "wherry.line";
    /**
     * On raw and invalid records that the source found to be no event: a {@link dev.wherry.wire.format.SourceFault} as
     * text.
     */
    public static final String FAULT = "wherry.fault";
    /**
     * On raw and invalid records of files that get a receipt: which reading of the file the event belongs to, see
     * {@link dev.wherry.wire.receipt.Reading}.
     */
    public static final String READING = "wherry.reading";
    /** On invalid records: a JSON array of {@code {"code", "pointer", "message"}}. */
    public static final String REASONS = "wherry.reasons";
    /** On state records: the feed that the event came from. */
    public static final String FEED = "wherry.feed";
    /**
     * On state records: the event's version as bytes whose unsigned lexical order is the versions' order; greater
     * wins.
     */
    public static final String VERSION = "wherry.version";
    /**
     * On the events of types with a history: the event's identity, at most 64 bytes. Two events of a key with the same
     * identity and version are copies of each other.
     */
    public static final String ID = "wherry.id";
    /** On the events of types with a history: {@code true} if the event is a deletion; absent otherwise. */
    public static final String DELETION = "wherry.deletion";

    private Headers() {}
}
