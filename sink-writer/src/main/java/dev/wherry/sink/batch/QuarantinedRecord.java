package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;
import dev.wherry.wire.Headers;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record for the quarantine.
 *
 * @param refusedBySink whether the record is a valid event that the sink could not write, and may write later
 * @param feed null if the record does not name it
 * @param reasons a JSON array of {@code {"code", "pointer", "message"}} that jsonb can store
 */
public record QuarantinedRecord(SinkRecord record, boolean refusedBySink, String feed, String reasons) {
    /** A record that the sink rejects. */
    public static QuarantinedRecord rejected(SinkRecord record, Reason reason) {
        return new QuarantinedRecord(
                record, true, RecordHeaders.text(record, Headers.FEED), ReasonsJson.of(List.of(reason)));
    }

    /** An event that the streams app found invalid, for the reasons in the record's header. */
    static QuarantinedRecord invalidEvent(SinkRecord record, String feed) {
        return new QuarantinedRecord(record, false, feed, ReasonsJson.ofHeader(record));
    }
}
