package dev.wherry.contracts.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import java.util.List;
import java.util.Set;

/** Holds events to a JSON Schema. */
public final class SchemaCheck {
    /** Whose errors name the object, though they are about one of its properties, absent or present. */
    private static final Set<String> ABOUT_A_PROPERTY =
            Set.of("required", "additionalProperties", "unevaluatedProperties", "propertyNames");

    private final Schema schema;

    public SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    List<Reason> violations(JsonNode event) {
        List<Error> errors;
        try {
            errors = schema.validate(event);
        } catch (StackOverflowError patternTooDemanding) {
            // java.util.regex recurses for every repetition of a group.
            return List.of(ReasonCode.SCHEMA_UNCHECKED.at("", "the schema cannot be checked: it runs out of stack"));
        }
        return errors.isEmpty()
                ? List.of()
                : errors.stream().map(SchemaCheck::reason).toList();
    }

    private static Reason reason(Error error) {
        String pointer = error.getInstanceLocation().toString();
        if (error.getProperty() != null && ABOUT_A_PROPERTY.contains(error.getKeyword())) {
            pointer += JsonPointer.empty().appendProperty(error.getProperty());
        }
        return new Reason(error.getKeyword(), pointer, error.getMessage());
    }
}
