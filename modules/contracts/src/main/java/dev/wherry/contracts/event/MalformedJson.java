package dev.wherry.contracts.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import java.util.List;

/** Says where and why bytes are no JSON. Jackson's own messages quote whole words of the event; only those that do not are passed on. */
final class MalformedJson {
    private static final List<String> QUOTE_AT_MOST_ONE_CHARACTER = List.of(
            "Unexpected character (",
            "Unexpected close marker ",
            "Illegal character (",
            "Illegal unquoted character (",
            "Unrecognized character escape ",
            "Invalid numeric value: ");

    private MalformedJson() {}

    static Reason reason(JsonProcessingException malformed) {
        String place = place(malformed.getLocation());
        if (malformed instanceof JsonEOFException) {
            return ReasonCode.MALFORMED_JSON.at("", "is cut off: it ends in the middle of the document, " + place);
        }
        String problem = malformed.getOriginalMessage();
        boolean quotable = QUOTE_AT_MOST_ONE_CHARACTER.stream().anyMatch(problem::startsWith);
        return ReasonCode.MALFORMED_JSON.at("", "is no JSON " + place + (quotable ? ": " + problem : ""));
    }

    static Reason trailing(JsonParser parser) {
        return ReasonCode.MALFORMED_JSON.at(
                "", "holds more than one document: another begins " + place(parser.currentTokenLocation()));
    }

    private static String place(JsonLocation location) {
        return "at line " + location.getLineNr() + ", column " + location.getColumnNr() + " (byte "
                + location.getByteOffset() + ")";
    }
}
