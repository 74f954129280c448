package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.value.Uuids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Accepts the values that a simple schema obviously allows. Only acceptance is final: any other value goes to the
 * schema library, which takes ten times as long and gives reasons. A schema with a keyword not handled here has no fast
 * path.
 */
final class SchemaFastPath implements Predicate<JsonNode> {
    private static final Set<String> ANNOTATIONS = Set.of(
            "$schema",
            "$comment",
            "$defs",
            "title",
            "description",
            "default",
            "deprecated",
            "examples",
            "readOnly",
            "writeOnly");

    private final List<Predicate<JsonNode>> checks = new ArrayList<>();

    private SchemaFastPath() {}

    /** The fast path of a schema that is known to be valid, if it has one. */
    static Optional<SchemaFastPath> of(JsonNode schema) {
        SchemaFastPath fastPath = new SchemaFastPath();
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (ANNOTATIONS.contains(keyword.getKey())) {
                continue;
            }
            Optional<? extends Predicate<JsonNode>> check = check(keyword.getKey(), keyword.getValue());
            if (check.isEmpty()) {
                return Optional.empty();
            }
            fastPath.checks.add(check.get());
        }
        return schema.isObject() ? Optional.of(fastPath) : Optional.empty();
    }

    @Override
    public boolean test(JsonNode value) {
        for (int i = 0; i < checks.size(); i++) {
            if (!checks.get(i).test(value)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<? extends Predicate<JsonNode>> check(String keyword, JsonNode operand) {
        return switch (keyword) {
            case "type" -> type(operand);
            case "required" -> required(operand);
            case "properties" -> properties(operand);
            case "minimum" -> minimum(operand);
            case "format" -> operand.asText().equals("uuid") ? Optional.of(SchemaFastPath::isUuid) : Optional.empty();
            case "const" -> operand.isTextual() ? Optional.of(operand::equals) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Predicate<JsonNode>> type(JsonNode operand) {
        if (!operand.isArray()) {
            return oneType(operand);
        }
        Predicate<JsonNode> any = value -> false;
        for (JsonNode type : operand) {
            Optional<Predicate<JsonNode>> check = oneType(type);
            if (check.isEmpty()) {
                return Optional.empty();
            }
            any = any.or(check.get());
        }
        return Optional.of(any);
    }

    private static Optional<Predicate<JsonNode>> oneType(JsonNode operand) {
        return switch (operand.asText()) {
            case "object" -> Optional.of(JsonNode::isObject);
            case "array" -> Optional.of(JsonNode::isArray);
            case "string" -> Optional.of(JsonNode::isTextual);
            case "boolean" -> Optional.of(JsonNode::isBoolean);
            case "number" -> Optional.of(JsonNode::isNumber);
            case "null" -> Optional.of(JsonNode::isNull);
            // 7.0 is an integer too, which is left to the library
            case "integer" -> Optional.of(JsonNode::isIntegralNumber);
            default -> Optional.empty();
        };
    }

    private static Optional<Predicate<JsonNode>> required(JsonNode operand) {
        List<String> names = new ArrayList<>();
        operand.forEach(name -> names.add(name.textValue()));
        return Optional.of(value -> {
            for (int i = 0; i < names.size(); i++) {
                if (!value.has(names.get(i))) {
                    return false;
                }
            }
            return true;
        });
    }

    private static Optional<Predicate<JsonNode>> properties(JsonNode operand) {
        List<String> names = new ArrayList<>();
        List<SchemaFastPath> checks = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : operand.properties()) {
            Optional<SchemaFastPath> check = of(property.getValue());
            if (check.isEmpty()) {
                return Optional.empty();
            }
            names.add(property.getKey());
            checks.add(check.get());
        }
        return Optional.of(value -> {
            for (int i = 0; i < names.size(); i++) {
                JsonNode property = value.get(names.get(i));
                if (property != null && !checks.get(i).test(property)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static Optional<Predicate<JsonNode>> minimum(JsonNode operand) {
        long minimum = operand.longValue();
        return operand.canConvertToLong() && operand.isIntegralNumber()
                ? Optional.of(
                        value -> value.canConvertToLong() && value.isIntegralNumber() && value.longValue() >= minimum)
                : Optional.empty();
    }

    private static boolean isUuid(JsonNode value) {
        return value.isTextual() && Uuids.isWellFormed(value.textValue());
    }
}
