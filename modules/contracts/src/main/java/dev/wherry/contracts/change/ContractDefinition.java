package dev.wherry.contracts.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What a contract and its schema say, without comments, descriptions, the order of their properties and the name of the
 * schema file: what decides the keys and the content of the contract's rows. Two definitions that say the same are equal.
 */
public final class ContractDefinition {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Keywords of a schema that only describe it. */
    private static final Set<String> DESCRIPTIONS =
            Set.of("$comment", "title", "description", "examples", "default", "deprecated", "readOnly", "writeOnly");
    /** Keywords whose value is a mapping from names to schemas. A property may be named like a keyword. */
    private static final Set<String> NAMED_SCHEMAS =
            Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");
    /** Keywords whose value is no schema. */
    private static final Set<String> VALUES = Set.of("const", "enum");

    private static final String CONTRACT = "contract";
    private static final String SCHEMA = "schema";

    private final ObjectNode tree;

    private ContractDefinition(ObjectNode tree) {
        this.tree = tree;
    }

    /**
     * @param contract the content of {@code contract.yaml}
     * @param schema the JSON Schema that it names
     */
    public static ContractDefinition of(JsonNode contract, JsonNode schema) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ObjectNode own = (ObjectNode) sorted(contract);
        own.remove(SCHEMA); // the name of the file
        tree.set(CONTRACT, own);
        tree.set(SCHEMA, withoutDescriptions(schema));
        // numbers of one value can be different nodes, depending on where they were read from
        return parse(tree.toString());
    }

    /** @throws IllegalArgumentException if the text is no {@link #text} of a definition */
    static ContractDefinition parse(String text) {
        return ofTree(read(text));
    }

    /** Reads {@link #tree}. */
    static ContractDefinition ofTree(ObjectNode tree) {
        if (!tree.path(CONTRACT).isObject() || !tree.has(SCHEMA)) {
            throw new IllegalArgumentException("a contract's definition lacks the contract or its schema");
        }
        return new ContractDefinition(tree);
    }

    /** Reads a JSON object whose numbers keep all their digits. */
    static ObjectNode read(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a recorded contract is not JSON", e);
        }
        throw new IllegalArgumentException("a recorded contract is not a JSON object");
    }

    /** The definition as JSON; equal definitions have equal texts. */
    public String text() {
        return tree.toString();
    }

    /** A copy. */
    ObjectNode tree() {
        return tree.deepCopy();
    }

    JsonNode contract() {
        return tree.path(CONTRACT);
    }

    JsonNode schema() {
        return tree.path(SCHEMA);
    }

    String type() {
        return contract().path("type").asText();
    }

    String table() {
        return contract().path("table").asText();
    }

    Set<String> feeds() {
        Set<String> feeds = new TreeSet<>();
        contract().path("feeds").forEach(feed -> feeds.add(feed.asText()));
        return feeds;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContractDefinition definition && tree.equals(definition.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }

    private static JsonNode withoutDescriptions(JsonNode schema) {
        if (!schema.isObject()) {
            return mapElements(schema, ContractDefinition::withoutDescriptions);
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String keyword : names(schema)) {
            JsonNode value = schema.path(keyword);
            if (VALUES.contains(keyword)) {
                kept.set(keyword, sorted(value));
            } else if (NAMED_SCHEMAS.contains(keyword)) {
                kept.set(keyword, mapProperties(value, ContractDefinition::withoutDescriptions));
            } else if (!DESCRIPTIONS.contains(keyword)) {
                kept.set(keyword, withoutDescriptions(value));
            }
        }
        return kept;
    }

    private static JsonNode sorted(JsonNode node) {
        return node.isObject()
                ? mapProperties(node, ContractDefinition::sorted)
                : mapElements(node, ContractDefinition::sorted);
    }

    private static JsonNode mapProperties(JsonNode object, UnaryOperator<JsonNode> mapping) {
        ObjectNode mapped = JsonNodeFactory.instance.objectNode();
        names(object).forEach(name -> mapped.set(name, mapping.apply(object.path(name))));
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

    static SortedSet<String> names(JsonNode object) {
        SortedSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
