package dev.wherry.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The schema library is the reference: the fast path may reject any value, but never accept one that the library
 * rejects.
 */
class SchemaFastPathTest {
    private static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["a", "b"],
              "properties": {
                "a": {"type": "object", "required": ["i"], "properties": {"i": {"type": "integer", "minimum": 0}, "n": {"type": "number", "minimum": -1}}},
                "b": {"const": "b", "title": "b"},
                "c": {"type": "string", "format": "uuid"},
                "d": {"type": "boolean"},
                "e": {"type": "array"},
                "f": {"required": ["x"]},
                "g": {"properties": {"x": {"type": "string"}}},
                "h": {"minimum": 5},
                "i": {"format": "uuid"},
                "j": {"type": ["integer", "string", "null"]}
              }
            }
            """;

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "n", "x");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void acceptsOnlyWhatTheLibraryAccepts() throws RejectedEventException {
        JsonNode schema = parse(SCHEMA);
        SchemaFastPath fastPath = SchemaFastPath.of(schema).orElseThrow();
        SchemaValidator validator =
                new SchemaValidator(SchemaRegistry.withDialect(Dialects.getDraft202012(), builder -> {})
                        .getSchema(schema));
        ObjectNode valid = (ObjectNode)
                parse(
                        "{\"a\": {\"i\": 0, \"n\": 1}, \"b\": \"b\", \"c\": \"00060354-48ba-47d8-82e2-6af076a04a52\", \"h\": 5, \"j\": null}");
        assertThat(fastPath.test(valid)).isTrue();
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            JsonNode event = changed(valid);
            if (fastPath.test(event)) {
                accepted++;
                assertThat(validator.validateFully(event))
                        .as(() -> event + ", seed " + seed)
                        .isEmpty();
            }
        }
        assertThat(accepted > 1_000)
                .as("accepted " + accepted + " values, seed " + seed)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "card"})
    void existsForTheShippedSchemas(String type) throws Exception {
        Path file = Path.of("../../contracts", type, "schema.json");

        assertThat(SchemaFastPath.of(EventParser.parse(Files.readAllBytes(file))))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pattern\": \"a\"}",
                "{\"properties\": {\"a\": {\"$ref\": \"#\"}}}",
                "{\"properties\": {\"a\": true}}",
                "{\"type\": [\"string\", \"any\"]}",
                "{\"minimum\": 0.5}",
                "{\"format\": \"email\"}",
                "{\"const\": 1}",
                "{\"allOf\": []}",
                "false"
            })
    void doesNotExistForOtherSchemas(String schema) throws RejectedEventException {
        assertThat(SchemaFastPath.of(parse(schema))).isEmpty();
    }

    private JsonNode changed(ObjectNode valid) {
        ObjectNode event = valid.deepCopy();
        for (int i = random.nextInt(3); i >= 0; i--) {
            ObjectNode target = random.nextBoolean() && event.get("a") instanceof ObjectNode inner ? inner : event;
            String name = NAMES.get(random.nextInt(NAMES.size()));
            if (random.nextInt(4) == 0) {
                target.remove(name);
            } else {
                target.set(name, any());
            }
        }
        return random.nextInt(50) == 0 ? any() : event;
    }

    private JsonNode any() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode object = nodes.objectNode().put("x", random.nextBoolean() ? "x" : null);
        ArrayNode array = nodes.arrayNode().add(1);
        List<JsonNode> values = new ArrayList<>(List.of(
                nodes.nullNode(), nodes.booleanNode(true), nodes.textNode("b"), object, array, nodes.objectNode()));
        values.add(nodes.textNode("00060354-48BA-47D8-82E2-6AF076A04A52"));
        values.add(nodes.textNode("00060354-48ba-F7D8-02E2-6af076a04a5٣"));
        values.add(nodes.textNode("ffffffff-ffff-ffff-ffff-ffffffffffff"));
        values.add(nodes.numberNode(random.nextInt(12) - 3));
        values.add(nodes.numberNode(random.nextLong()));
        values.add(nodes.numberNode(new BigDecimal("5.0")));
        values.add(nodes.numberNode(new BigDecimal("-1.5")));
        values.add(nodes.numberNode(new BigDecimal("1e30").toBigInteger()));
        return values.get(random.nextInt(values.size()));
    }

    private static JsonNode parse(String json) throws RejectedEventException {
        return EventParser.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
