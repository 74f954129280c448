package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.contracts.Reason;
import java.util.List;

/** Encodes the reasons of an invalid event as JSON for their header. A verdict bounds their number and length. */
final class ReasonsHeader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReasonsHeader() {}

    static byte[] encode(List<Reason> reasons) {
        try {
            // Jackson rejects an unpaired surrogate, which an event can contain, when it writes bytes but not a string.
            return JSON.writeValueAsString(reasons).getBytes(UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("reasons could not be written as JSON", impossible);
        }
    }
}
