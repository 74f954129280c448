package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.contracts.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * The reasons of an invalid event as the JSON of their header. A large event can be wrong in so many places that its reasons would
 * outgrow what a record may hold; so their number and length are bounded, and a last reason says how many were left out.
 */
final class ReasonsJson {
    static final int MOST_REASONS = 200;
    static final int LONGEST_TEXT = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReasonsJson() {}

    static byte[] write(List<Reason> reasons) {
        List<Reason> bounded = new ArrayList<>();
        reasons.stream().limit(MOST_REASONS).map(ReasonsJson::bounded).forEach(bounded::add);
        if (reasons.size() > MOST_REASONS) {
            bounded.add(new Reason("more_reasons", "", reasons.size() - MOST_REASONS + " more reasons are left out"));
        }
        try {
            // By way of a string: half a surrogate pair, which an event can hold, would be refused as bytes.
            return JSON.writeValueAsString(bounded).getBytes(UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("three texts are always JSON", impossible);
        }
    }

    private static Reason bounded(Reason reason) {
        return new Reason(reason.code(), shortened(reason.pointer()), shortened(reason.message()));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }
}
