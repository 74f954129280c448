package dev.wherry.contracts.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import java.util.List;

/**
 * Translates Jackson's errors to reasons. Most of Jackson's messages quote words of the event, which may be personal
 * data; only those that quote at most one character are kept.
 */
final class JsonErrorTranslator {
    private static final List<String> SAFE_MESSAGE_PREFIXES = List.of(
            "Unexpected character (",
            "Unexpected close marker ",
            "Illegal character (",
            "Illegal unquoted character (",
            "Unrecognized character escape ",
            "Invalid numeric value: ");

    private JsonErrorTranslator() {}

    static Reason reason(JsonProcessingException malformed) {
        String location = describe(malformed.getLocation());
        if (malformed instanceof JsonEOFException) {
            return ReasonCode.MALFORMED_JSON.reason("", "is cut off: the document is incomplete " + location);
        }
        String problem = malformed.getOriginalMessage();
        boolean safe = SAFE_MESSAGE_PREFIXES.stream().anyMatch(problem::startsWith);
        return ReasonCode.MALFORMED_JSON.reason("", "is not JSON " + location + (safe ? ": " + problem : ""));
    }

    static Reason trailing(JsonParser parser) {
        return ReasonCode.MALFORMED_JSON.reason(
                "", "contains more than one document: another begins " + describe(parser.currentTokenLocation()));
    }

    private static String describe(JsonLocation location) {
        return "at line " + location.getLineNr() + ", column " + location.getColumnNr() + " (byte "
                + location.getByteOffset() + ")";
    }
}
