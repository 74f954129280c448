package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.contracts.Reason;
import java.util.List;

/** The reasons of an invalid event as the JSON of their header. A verdict bounds their number and length, so they fit into a record. */
final class ReasonsHeader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReasonsHeader() {}

    static byte[] write(List<Reason> reasons) {
        try {
            // By way of a string: half a surrogate pair, which an event can hold, would be refused as bytes.
            return JSON.writeValueAsString(reasons).getBytes(UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("three texts are always JSON", impossible);
        }
    }
}
