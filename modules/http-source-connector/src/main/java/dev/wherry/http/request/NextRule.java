package dev.wherry.http.request;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Optional;

/**
 * How the page after an answer is requested, and which answer is the last one.
 *
 * @param changes what following requests add to the first one or replace in it
 * @param cursor where an answer has the cursor; empty if there is none
 * @param link the relation of the header Link that leads on; empty if none does
 * @param first the number of the first page
 * @param end which page is the last one, beside one without a cursor or link
 * @param lastPointers the values of the last item that placeholders need
 */
public record NextRule(
        RequestParts changes,
        Optional<JsonPointer> cursor,
        String link,
        long first,
        End end,
        List<String> lastPointers) {
    /**
     * Which page is the last one.
     *
     * @param fewerThan one with fewer items; 0 for none
     */
    public record End(int fewerThan) {
        /** A page without a cursor or link. */
        public static final End ABSENT = new End(0);
        /** An empty page. */
        public static final End EMPTY = new End(1);
    }

    public NextRule {
        lastPointers = List.copyOf(lastPointers);
    }
}
