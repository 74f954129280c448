package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Origin;
import dev.wherry.wire.receipt.SnapshotDecision;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of the records that the topology writes. */
final class OutputHeaders {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};

    private OutputHeaders() {}

    /** A state record, a tombstone too, has the feed, origin and version of its event. */
    static RecordHeaders state(Candidate winner) {
        return valid(winner.feed(), winner.origin(), winner.version());
    }

    /**
     * A tombstone of a key that a full snapshot lacks. Of the origin, only the file is known.
     *
     * @param file the snapshot
     * @param version of the rows of the snapshot
     */
    static RecordHeaders missing(String feed, String file, byte[] version) {
        return valid(feed, fileItself(file), version);
    }

    /** A full snapshot that is refused: a record about a file, and not about an event. */
    static RecordHeaders refused(SnapshotDecision decision) {
        RecordHeaders headers = new RecordHeaders();
        Reason reason = ReasonCode.SNAPSHOT_REFUSED.reason(
                "", "nothing is deleted, because " + Objects.requireNonNull(decision.reason()));
        putOrigin(headers, fileItself(decision.file()));
        headers.add(Headers.REASONS, ReasonsHeader.encode(List.of(reason)));
        return headers;
    }

    private static Origin fileItself(String file) {
        return new Origin(file, 0, OptionalLong.empty(), OptionalLong.empty());
    }

    /** An event of an event table also has the reading, because the sink corrects the receipt of its file. */
    static RecordHeaders appended(String feed, Origin origin, byte[] version, byte[] reading) {
        return withReading(valid(feed, origin, version), reading);
    }

    /** An event of a history also has its identity, and says whether it is a deletion. */
    static RecordHeaders history(Candidate event) {
        RecordHeaders headers = valid(event.feed(), event.origin(), event.version());
        headers.add(Headers.ID, event.id());
        if (event.deletion()) {
            headers.add(Headers.DELETION, TRUE);
        }
        return headers;
    }

    /** A record with a valid event has its feed, origin and version. */
    private static RecordHeaders valid(String feed, Origin origin, byte[] version) {
        RecordHeaders headers = new RecordHeaders();
        put(headers, Headers.FEED, feed);
        putOrigin(headers, origin);
        headers.add(Headers.VERSION, version);
        return headers;
    }

    /** A candidate has what is counted for the receipt of its file, and nothing that its value has. */
    static RecordHeaders candidate(byte[] reading) {
        return withReading(new RecordHeaders(), reading);
    }

    private static RecordHeaders withReading(RecordHeaders headers, byte[] reading) {
        if (reading != null) {
            headers.add(Headers.READING, reading);
        }
        return headers;
    }

    /** The header {@link Headers#READING}, or null. */
    static byte[] reading(org.apache.kafka.common.header.Headers headers) {
        Header header = headers.lastHeader(Headers.READING);
        return header == null ? null : header.value();
    }

    /**
     * An invalid record has the headers of its raw record, the origin even if the raw record lacks it, and the
     * reasons.
     */
    static RecordHeaders invalid(org.apache.kafka.common.header.Headers raw, Origin origin, List<Reason> reasons) {
        RecordHeaders headers = new RecordHeaders(raw);
        putOrigin(headers, origin);
        headers.remove(Headers.REASONS).add(Headers.REASONS, ReasonsHeader.encode(reasons));
        return headers;
    }

    private static void putOrigin(RecordHeaders headers, Origin origin) {
        put(headers, Headers.FILE, origin.file());
        put(headers, Headers.OFFSET, Long.toString(origin.offset()));
        putNumber(headers, Headers.MODIFIED, origin.modified());
        putNumber(headers, Headers.LINE, origin.line());
    }

    private static void putNumber(RecordHeaders headers, String name, OptionalLong number) {
        headers.remove(name);
        number.ifPresent(value -> put(headers, name, Long.toString(value)));
    }

    private static void put(RecordHeaders headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
