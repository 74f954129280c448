package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.contracts.Reason;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Origin;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of the records that the topology writes. */
final class OutputHeaders {
    private OutputHeaders() {}

    /** A state record: where its event came from, and its version. */
    static RecordHeaders state(Candidate winner) {
        RecordHeaders headers = new RecordHeaders();
        put(headers, Headers.FEED, winner.feed());
        putOrigin(headers, winner.origin());
        headers.add(Headers.VERSION, winner.version());
        return headers;
    }

    /** An invalid record: what the raw record said, where it came from also if it did not say so, and the reasons. */
    static RecordHeaders invalid(org.apache.kafka.common.header.Headers raw, Origin origin, List<Reason> reasons) {
        RecordHeaders headers = new RecordHeaders(raw);
        putOrigin(headers, origin);
        headers.remove(Headers.REASONS).add(Headers.REASONS, ReasonsHeader.write(reasons));
        return headers;
    }

    private static void putOrigin(RecordHeaders headers, Origin origin) {
        put(headers, Headers.FILE, origin.file());
        put(headers, Headers.OFFSET, Long.toString(origin.offset()));
        headers.remove(Headers.MODIFIED);
        origin.modified().ifPresent(nanos -> put(headers, Headers.MODIFIED, Long.toString(nanos)));
    }

    private static void put(RecordHeaders headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
