package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.contracts.Reason;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonsHeaderTest {
    @Test
    void reasonsAreAnArrayOfCodePointerAndMessage() {
        List<Reason> reasons = List.of(new Reason("required", "/payload/user_id", "is \"missing\""));

        String json = new String(ReasonsHeader.write(reasons), UTF_8);

        assertEquals(
                "[{\"code\":\"required\",\"pointer\":\"/payload/user_id\",\"message\":\"is \\\"missing\\\"\"}]", json);
    }

    @Test
    void halvesOfSurrogatePairsCannotBreakIt() throws IOException {
        String name = "/\ud800";

        JsonNode json = new ObjectMapper().readTree(ReasonsHeader.write(List.of(new Reason("type", name, name))));

        assertEquals("/?", json.get(0).get("pointer").asText());
    }
}
