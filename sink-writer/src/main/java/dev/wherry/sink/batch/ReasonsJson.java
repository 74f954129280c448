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

/** Reasons as JSON text that jsonb takes whatever comes: the quarantine is where records go that nothing else takes. */
final class ReasonsJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private ReasonsJson() {}

    static String of(List<Reason> reasons) {
        ArrayNode array = MAPPER.createArrayNode();
        for (Reason reason : reasons) {
            array.addObject()
                    .put("code", QuarantineRows.storable(reason.code()))
                    .put("pointer", QuarantineRows.storable(reason.pointer()))
                    .put("message", QuarantineRows.storable(reason.message()));
        }
        return text(array);
    }

    /** The header's reasons; one that says so where the header holds none. */
    static String ofHeader(SinkRecord record) {
        byte[] header = HeaderValues.bytes(record, Headers.REASONS);
        JsonNode reasons = header == null ? null : parsed(header);
        return reasons instanceof ArrayNode array && !array.isEmpty()
                ? of(array.valueStream().map(ReasonsJson::reason).toList())
                : of(List.of(new Reason("no_reasons", "", "the record's header " + Headers.REASONS + " holds none")));
    }

    private static Reason reason(JsonNode node) {
        return new Reason(
                node.path("code").asText(),
                node.path("pointer").asText(),
                node.path("message").asText());
    }

    private static JsonNode parsed(byte[] header) {
        try {
            return MAPPER.readTree(header);
        } catch (IOException e) {
            return null; // said by the reason that stands in for it
        }
    }

    private static String text(ArrayNode array) {
        try {
            return MAPPER.writeValueAsString(array);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an array of texts is always written", e);
        }
    }
}
