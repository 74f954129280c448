package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;
import dev.wherry.wire.Headers;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record that is set aside, and why.
 *
 * @param feed null where the record does not say
 * @param reasons a JSON array of {@code {"code", "pointer", "message"}} that jsonb can hold
 */
public record Quarantined(SinkRecord record, String feed, String reasons) {
    /** Set aside for a reason that the sink found. */
    public static Quarantined because(SinkRecord record, Reason reason) {
        return new Quarantined(record, HeaderValues.text(record, Headers.FEED), ReasonsJson.of(List.of(reason)));
    }

    /** Set aside by the streams app, for the reasons that the record's header holds. */
    static Quarantined asInvalid(SinkRecord record, String feed) {
        return new Quarantined(record, feed, ReasonsJson.ofHeader(record));
    }
}
