package dev.wherry.contracts.load;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.Formats;
import dev.wherry.wire.Suggestions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds typos that JSON Schema silently ignores, which would let every event pass: {@code requird}, or
 * {@code format: uudi}. Other unknown keywords are annotations, as the standard says.
 */
final class SchemaLinter {
    /** The keywords that can reject values. */
    private static final Set<String> ASSERTIONS = Set.of(
            "type",
            "enum",
            "const",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxContains",
            "minContains",
            "maxProperties",
            "minProperties",
            "required",
            "dependentRequired",
            "format",
            "properties",
            "patternProperties",
            "additionalProperties",
            "propertyNames",
            "items",
            "prefixItems",
            "contains",
            "allOf",
            "anyOf",
            "oneOf",
            "dependentSchemas",
            "unevaluatedItems",
            "unevaluatedProperties",
            "$ref",
            "$dynamicRef");

    private static final Set<String> ANNOTATIONS = Set.of(
            "$schema",
            "$id",
            "$anchor",
            "$dynamicAnchor",
            "$vocabulary",
            "$comment",
            "$defs",
            "definitions",
            "title",
            "description",
            "default",
            "deprecated",
            "readOnly",
            "writeOnly",
            "examples",
            "example",
            "not",
            "if",
            "then",
            "else",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
            "id");

    /** Keywords whose properties are schemas under names chosen by the author. */
    private static final Set<String> SCHEMAS_BY_NAME =
            Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");

    /** Keywords that contain values, in which no name is a keyword. */
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples", "example");

    private static final Set<String> FORMATS =
            Formats.DEFAULT.stream().map(Format::getName).collect(Collectors.toCollection(TreeSet::new));

    private final FaultCollector faults;

    private SchemaLinter(FaultCollector faults) {
        this.faults = faults;
    }

    static boolean isClean(JsonNode schema, FaultCollector faults) {
        int before = faults.list().size();
        new SchemaLinter(faults).check(schema, JsonPointer.empty());
        return faults.list().size() == before;
    }

    /** Whether the name is a keyword, or that of a custom annotation. */
    static boolean isKeyword(String name) {
        return ASSERTIONS.contains(name) || ANNOTATIONS.contains(name) || name.startsWith("x-");
    }

    private void check(JsonNode schema, JsonPointer pointer) {
        for (Map.Entry<String, JsonNode> entry : List.copyOf(schema.properties())) {
            String keyword = entry.getKey();
            JsonPointer location = pointer.appendProperty(keyword);
            checkKeyword(keyword, location);
            if (keyword.equals("format")) {
                checkFormat(entry.getValue(), location);
            } else if (SCHEMAS_BY_NAME.contains(keyword)) {
                entry.getValue()
                        .properties()
                        .forEach(named -> check(named.getValue(), location.appendProperty(named.getKey())));
            } else if (entry.getValue().isArray() && !VALUES.contains(keyword)) {
                for (int i = 0; i < entry.getValue().size(); i++) {
                    check(entry.getValue().get(i), location.appendIndex(i));
                }
            } else if (!VALUES.contains(keyword)) {
                check(entry.getValue(), location);
            }
        }
    }

    private void checkKeyword(String keyword, JsonPointer location) {
        if (isKeyword(keyword)) {
            return;
        }
        Optional<String> suggestion = Suggestions.to(keyword, new TreeSet<>(ASSERTIONS));
        if (suggestion.isPresent()) {
            faults.add(
                    location.toString(),
                    "is not a keyword of JSON Schema, which would silently ignore it",
                    "did you mean " + suggestion.get() + "? Start the name of a custom annotation with x-");
        }
    }

    private void checkFormat(JsonNode format, JsonPointer location) {
        if (!FORMATS.contains(format.textValue())) {
            String remedy = Suggestions.to(format.asText(), FORMATS)
                    .map(suggestion -> "did you mean " + suggestion + "?")
                    .orElse("write one of " + String.join(", ", FORMATS) + ", or a pattern");
            faults.add(location.toString(), "format " + format + " is unknown and would not be checked", remedy);
        }
    }
}
