package dev.wherry.contracts.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Computes {@link dev.wherry.contracts.Catalog#digest}. */
final class ContractDigest {
    /** Keywords of a schema that only describe it. */
    private static final Set<String> DESCRIPTIONS =
            Set.of("$comment", "title", "description", "examples", "default", "deprecated", "readOnly", "writeOnly");
    /** Keywords whose value is a mapping from names to schemas. A property may be named like a keyword. */
    private static final Set<String> NAMED_SCHEMAS =
            Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");
    /** Keywords whose value is no schema. */
    private static final Set<String> VALUES = Set.of("const", "enum");

    private ContractDigest() {}

    static String of(JsonNode contract, JsonNode schema) {
        String text = sorted(contract) + "\n" + withoutDescriptions(schema);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }

    private static JsonNode withoutDescriptions(JsonNode schema) {
        if (!schema.isObject()) {
            return mapElements(schema, ContractDigest::withoutDescriptions);
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String keyword : names(schema)) {
            JsonNode value = schema.get(keyword);
            if (VALUES.contains(keyword)) {
                kept.set(keyword, sorted(value));
            } else if (NAMED_SCHEMAS.contains(keyword)) {
                kept.set(keyword, mapProperties(value, ContractDigest::withoutDescriptions));
            } else if (!DESCRIPTIONS.contains(keyword)) {
                kept.set(keyword, withoutDescriptions(value));
            }
        }
        return kept;
    }

    private static JsonNode sorted(JsonNode node) {
        return node.isObject()
                ? mapProperties(node, ContractDigest::sorted)
                : mapElements(node, ContractDigest::sorted);
    }

    private static JsonNode mapProperties(JsonNode object, UnaryOperator<JsonNode> mapping) {
        ObjectNode mapped = JsonNodeFactory.instance.objectNode();
        names(object).forEach(name -> mapped.set(name, mapping.apply(object.get(name))));
        return mapped;
    }

    private static JsonNode mapElements(JsonNode node, UnaryOperator<JsonNode> mapping) {
        if (!node.isArray()) {
            return node;
        }
        ArrayNode mapped = JsonNodeFactory.instance.arrayNode();
        node.forEach(element -> mapped.add(mapping.apply(element)));
        return mapped;
    }

    private static SortedSet<String> names(JsonNode object) {
        SortedSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
