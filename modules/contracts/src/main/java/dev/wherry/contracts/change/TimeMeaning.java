package dev.wherry.contracts.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/**
 * Finds out whether two settings {@code time} read one text or number as the same point in time. If they do, a change
 * between them decides only which texts are valid.
 */
final class TimeMeaning {
    private TimeMeaning() {}

    /** Where one of them has no zone or no unit, the texts or numbers that need it are not valid there. */
    static boolean isSame(JsonNode was, JsonNode is) {
        return Stream.of("zone", "epoch")
                .allMatch(name ->
                        !was.has(name) || !is.has(name) || was.path(name).equals(is.path(name)));
    }

    /** As {@link #isSame}, for a column of dates, which are those of UTC if there is no zone. */
    static boolean isSameDate(JsonNode was, JsonNode is) {
        return isSame(was, is)
                && was.isMissingNode() == is.isMissingNode()
                && was.path("zone").asText("UTC").equals(is.path("zone").asText("UTC"));
    }
}
