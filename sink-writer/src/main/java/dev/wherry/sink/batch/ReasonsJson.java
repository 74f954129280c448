package dev.wherry.sink.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.wherry.contracts.Reason;
import dev.wherry.wire.Headers;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** Writes reasons as JSON that jsonb accepts in every case: the quarantine must be able to store every record. */
public final class ReasonsJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private ReasonsJson() {}

    public static String of(List<Reason> reasons) {
        ArrayNode array = MAPPER.createArrayNode();
        for (Reason reason : reasons) {
            array.addObject()
                    .put("code", QuarantineRowFormat.storable(reason.code()))
                    .put("pointer", QuarantineRowFormat.storable(reason.pointer()))
                    .put("message", QuarantineRowFormat.storable(reason.message()));
        }
        return toText(array);
    }

    /** The reasons in the record's header, or the reason {@code no_reasons} if it contains none. */
    static String ofHeader(SinkRecord record) {
        byte[] header = RecordHeaders.bytes(record, Headers.REASONS);
        JsonNode reasons = header == null ? null : parse(header);
        return reasons instanceof ArrayNode array && !array.isEmpty()
                ? of(array.valueStream().map(ReasonsJson::toReason).toList())
                : of(List.of(new Reason(
                        "no_reasons", "", "the record's header " + Headers.REASONS + " contains no reasons")));
    }

    private static Reason toReason(JsonNode node) {
        return new Reason(
                node.path("code").asText(),
                node.path("pointer").asText(),
                node.path("message").asText());
    }

    private static JsonNode parse(byte[] header) {
        try {
            return MAPPER.readTree(header);
        } catch (IOException e) {
            return null; // reported as no_reasons
        }
    }

    private static String toText(ArrayNode array) {
        try {
            return MAPPER.writeValueAsString(array);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an array of strings cannot be written as JSON", e);
        }
    }
}
