package dev.wherry.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wherry.contracts.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the codes of an event's reasons. Their messages may change between versions, so they are not compared. */
final class ReasonCodes {
    private static final JsonMapper JSON = new JsonMapper();

    private ReasonCodes() {}

    /** The codes of a verdict, which bounds the number of its reasons. */
    static String of(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).collect(Collectors.joining(","));
    }

    /** The codes in the header of an invalid record, as the quarantine must hold them. */
    static String of(byte[] header) {
        List<String> codes = new ArrayList<>();
        if (header != null) {
            try {
                JsonNode reasons = JSON.readTree(header);
                if (reasons.isArray()) {
                    reasons.forEach(reason -> codes.add(reason.path("code").asText()));
                }
            } catch (IOException malformed) {
                // the sink quarantines it with the code no_reasons
            }
        }
        return codes.isEmpty() ? "no_reasons" : String.join(",", codes);
    }
}
