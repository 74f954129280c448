package dev.wherry.contracts.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the schemas that a schema applies to the same value: by reference within the file, or by combination. */
final class SchemaParts {
    private static final List<String> COMBINATIONS = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> CONDITIONS = List.of("if", "then", "else");

    private final JsonNode root;
    private final boolean conditions;

    private SchemaParts(JsonNode root, boolean conditions) {
        this.root = root;
        this.conditions = conditions;
    }

    /** Follows {@code $ref}, {@code allOf}, {@code anyOf} and {@code oneOf}. */
    static SchemaParts of(JsonNode root) {
        return new SchemaParts(root, false);
    }

    /** Also follows {@code if}, {@code then}, {@code else} and {@code dependentSchemas}. */
    static SchemaParts withConditions(JsonNode root) {
        return new SchemaParts(root, true);
    }

    /** The schema itself and those that it applies. */
    List<JsonNode> of(Iterable<JsonNode> schemas) {
        List<JsonNode> found = new ArrayList<>();
        Set<String> followed = new HashSet<>();
        schemas.forEach(schema -> expand(schema, found, followed));
        return found;
    }

    private void expand(JsonNode schema, List<JsonNode> found, Set<String> followed) {
        found.add(schema);
        String reference = schema.path("$ref").asText();
        if ((reference.equals("#") || reference.startsWith("#/")) && followed.add(reference)) {
            expand(resolve(reference.substring(1)), found, followed);
        }
        COMBINATIONS.forEach(combination -> schema.path(combination).forEach(part -> expand(part, found, followed)));
        if (conditions) {
            CONDITIONS.stream().filter(schema::has).forEach(each -> expand(schema.get(each), found, followed));
            schema.path("dependentSchemas").forEach(part -> expand(part, found, followed));
        }
    }

    private JsonNode resolve(String fragment) {
        // a plus sign is itself in a fragment
        String pointer = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        return root.at(JsonPointer.compile(pointer));
    }
}
