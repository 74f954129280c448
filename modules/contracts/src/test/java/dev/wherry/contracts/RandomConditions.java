package dev.wherry.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Generates conditions and events that often meet each other. */
final class RandomConditions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> POINTERS = List.of("/a", "/b", "/a/0", "/a/b", "/b/a/0", "/c");
    private static final List<String> SCALARS =
            List.of("1", "1.0", "-2.5", "0", "\"x\"", "\"\"", "true", "false", "null");
    private static final List<String> SCHEMAS = List.of(
            "{}",
            "{\"maximum\": 0}",
            "{\"type\": \"string\"}",
            "{\"type\": [\"integer\", \"null\"], \"minimum\": 1}",
            "{\"enum\": [\"x\", 1, null]}",
            "{\"const\": 1}",
            "{\"not\": {\"const\": \"x\"}}",
            "{\"required\": [\"b\"]}",
            "{\"properties\": {\"b\": {\"type\": \"number\"}}, \"minItems\": 1}");

    private final Random random;

    RandomConditions(Random random) {
        this.random = random;
    }

    /** A condition as JSON, which is YAML too. */
    String condition(int depth) {
        List<String> names = new ArrayList<>(POINTERS);
        if (depth > 0) {
            names.addAll(List.of("not", "any", "not", "any"));
        }
        Collections.shuffle(names, random);
        return names.stream()
                .distinct()
                .limit(1 + random.nextInt(2))
                .map(name -> "\"" + name + "\": "
                        + switch (name) {
                            case "not" -> condition(depth - 1);
                            case "any" -> list(() -> condition(depth - 1));
                            default -> expected();
                        })
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String expected() {
        return switch (random.nextInt(4)) {
            case 0 -> any(SCHEMAS);
            case 1 -> list(() -> any(SCALARS));
            default -> any(SCALARS);
        };
    }

    List<JsonNode> events(int count) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(JSON.readTree(value(3)));
        }
        return events;
    }

    private String value(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(depth == 3 ? 8 : 4)) {
            case 0, 1 -> any(SCALARS);
            case 2 -> list(() -> value(depth - 1));
            default -> "{\"a\": %s, \"b\": %s}".formatted(value(depth - 1), value(depth - 1));
        };
    }

    private String list(Supplier<String> element) {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            elements.add(element.get());
        }
        return elements.toString();
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
