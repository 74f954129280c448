package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.contracts.Reason;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Origin;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of the records that the topology writes. */
final class OutputHeaders {
    private OutputHeaders() {}

    /** A state record, a tombstone too, has the feed, origin and version of its event. */
    static RecordHeaders state(Candidate winner) {
        return valid(winner.feed(), winner.origin(), winner.version());
    }

    /** A record with a valid event has its feed, origin and version. */
    static RecordHeaders valid(String feed, Origin origin, byte[] version) {
        RecordHeaders headers = new RecordHeaders();
        put(headers, Headers.FEED, feed);
        putOrigin(headers, origin);
        headers.add(Headers.VERSION, version);
        return headers;
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
