package dev.wherry.contracts.load;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.Formats;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds what JSON Schema by its own rules passes over in silence, so that a slip of the pen would let every event pass: {@code requird}, or
 * {@code format: uudi}. Unknown keywords that resemble none remain what the standard makes them: remarks.
 */
final class SchemaLinter {
    /** The keywords that refuse values. */
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

    private static final Set<String> REMARKS = Set.of(
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

    /** Whose properties are schemas under names of the author's choice. */
    private static final Set<String> SCHEMAS_BY_NAME =
            Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");

    /** Which hold values, in which nothing is a keyword. */
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples", "example");

    private static final Set<String> FORMATS =
            Formats.DEFAULT.stream().map(Format::getName).collect(Collectors.toCollection(TreeSet::new));

    private final Faults faults;

    private SchemaLinter(Faults faults) {
        this.faults = faults;
    }

    static boolean isRight(JsonNode schema, Faults faults) {
        int before = faults.list().size();
        new SchemaLinter(faults).check(schema, JsonPointer.empty());
        return faults.list().size() == before;
    }

    private void check(JsonNode schema, JsonPointer at) {
        for (Map.Entry<String, JsonNode> entry : List.copyOf(schema.properties())) {
            String keyword = entry.getKey();
            JsonPointer place = at.appendProperty(keyword);
            checkKeyword(keyword, place);
            if (keyword.equals("format")) {
                checkFormat(entry.getValue(), place);
            } else if (SCHEMAS_BY_NAME.contains(keyword)) {
                entry.getValue()
                        .properties()
                        .forEach(named -> check(named.getValue(), place.appendProperty(named.getKey())));
            } else if (entry.getValue().isArray() && !VALUES.contains(keyword)) {
                for (int i = 0; i < entry.getValue().size(); i++) {
                    check(entry.getValue().get(i), place.appendIndex(i));
                }
            } else if (!VALUES.contains(keyword)) {
                check(entry.getValue(), place);
            }
        }
    }

    private void checkKeyword(String keyword, JsonPointer place) {
        if (ASSERTIONS.contains(keyword) || REMARKS.contains(keyword) || keyword.startsWith("x-")) {
            return;
        }
        Optional<String> meant = Suggestions.to(keyword, new TreeSet<>(ASSERTIONS));
        if (meant.isPresent()) {
            faults.add(
                    place.toString(),
                    "is no keyword of JSON Schema, which would pass over it in silence",
                    "did you mean " + meant.get() + "? A remark of your own begins with x-");
        }
    }

    private void checkFormat(JsonNode format, JsonPointer place) {
        if (!FORMATS.contains(format.textValue())) {
            String remedy = Suggestions.to(format.asText(), FORMATS)
                    .map(nearest -> "did you mean " + nearest + "?")
                    .orElse("write one of " + String.join(", ", FORMATS) + ", or a pattern");
            faults.add(place.toString(), "format " + format + " is unknown, so that nothing would be checked", remedy);
        }
    }
}
