package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.contracts.Reason;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonsJsonTest {
    @Test
    void reasonsAreAnArrayOfCodePointerAndMessage() {
        List<Reason> reasons = List.of(new Reason("required", "/payload/user_id", "is \"missing\""));

        String json = new String(ReasonsJson.write(reasons), UTF_8);

        assertEquals(
                "[{\"code\":\"required\",\"pointer\":\"/payload/user_id\",\"message\":\"is \\\"missing\\\"\"}]", json);
    }

    @Test
    void reasonsBeyondTheLimitAreCounted() throws IOException {
        List<Reason> reasons = Collections.nCopies(ReasonsJson.MOST_REASONS + 3, new Reason("type", "/a", "m"));

        JsonNode json = new ObjectMapper().readTree(ReasonsJson.write(reasons));

        assertEquals(ReasonsJson.MOST_REASONS + 1, json.size());
        assertEquals(
                "more_reasons", json.get(ReasonsJson.MOST_REASONS).get("code").asText());
        assertTrue(json.get(ReasonsJson.MOST_REASONS).get("message").asText().startsWith("3 more"));
    }

    @Test
    void halvesOfSurrogatePairsAndEndlessNamesCannotBreakIt() throws IOException {
        String name = "/\ud800" + "😀".repeat(10_000);

        JsonNode json = new ObjectMapper().readTree(ReasonsJson.write(List.of(new Reason("type", name, name))));

        assertTrue(json.get(0).get("pointer").asText().length() <= ReasonsJson.LONGEST_TEXT);
    }
}
