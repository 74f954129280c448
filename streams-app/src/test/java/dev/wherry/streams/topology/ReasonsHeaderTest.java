package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.contracts.Reason;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonsHeaderTest {
    @Test
    void encodesAnArrayOfCodePointerAndMessage() {
        List<Reason> reasons = List.of(new Reason("required", "/payload/user_id", "is \"missing\""));

        String json = new String(ReasonsHeader.encode(reasons), UTF_8);

        assertThat(json)
                .isEqualTo(
                        "[{\"code\":\"required\",\"pointer\":\"/payload/user_id\",\"message\":\"is \\\"missing\\\"\"}]");
    }

    @Test
    void encodesUnpairedSurrogatesAsQuestionMarks() throws IOException {
        String name = "/\ud800";

        JsonNode json = new ObjectMapper().readTree(ReasonsHeader.encode(List.of(new Reason("type", name, name))));

        assertThat(json.get(0).get("pointer").asText()).isEqualTo("/?");
    }
}
