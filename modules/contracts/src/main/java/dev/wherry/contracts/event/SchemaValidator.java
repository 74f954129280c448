package dev.wherry.contracts.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.contracts.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Validates events against a JSON Schema. Immutable. */
public final class SchemaValidator {
    /** Keywords whose errors point to the object, although they concern one of its properties. */
    private static final Set<String> PROPERTY_KEYWORDS =
            Set.of("required", "additionalProperties", "unevaluatedProperties", "propertyNames");

    // Shared: the library's own entry points build it twice for every event.
    private static final ExecutionConfig CONFIG = ExecutionConfig.builder()
            // An author who writes format: email expects a check, although the standard makes it an annotation by
            // default.
            .formatAssertionsEnabled(true)
            .annotationCollectionEnabled(false)
            .locale(Locale.ENGLISH)
            .build();

    private final Schema schema;
    private final Optional<SchemaFastPath> fastPath;

    public SchemaValidator(Schema schema) {
        this.schema = schema;
        this.fastPath = SchemaFastPath.of(schema.getSchemaNode());
    }

    /** The schema as it was read. */
    public JsonNode source() {
        return schema.getSchemaNode();
    }

    /** Whether the value conforms to the schema. Not if that cannot be checked. */
    public boolean conforms(JsonNode value) {
        return violations(value).isEmpty();
    }

    /** The event's violations of the schema; empty if it conforms. */
    List<Reason> violations(JsonNode event) {
        if (fastPath.isPresent() && fastPath.get().test(event)) {
            return List.of();
        }
        return validateFully(event);
    }

    /** Bypasses the fast path. */
    List<Reason> validateFully(JsonNode event) {
        ExecutionContext context = new BoundedContext();
        try {
            schema.validate(context, event);
        } catch (RuntimeException | StackOverflowError libraryFailure) {
            // java.util.regex, for example, recurses for every repetition of a group. One event must not stop the task.
            return List.of(ReasonCode.SCHEMA_UNCHECKED.reason(
                    "",
                    "the schema could not be checked: "
                            + libraryFailure.getClass().getName()));
        }
        List<Error> errors = context.getErrors();
        return errors.isEmpty()
                ? List.of()
                : errors.stream().map(SchemaValidator::reason).toList();
    }

    private static Reason reason(Error error) {
        String pointer = error.getInstanceLocation().toString();
        if (error.getProperty() != null && PROPERTY_KEYWORDS.contains(error.getKeyword())) {
            pointer += JsonPointer.empty().appendProperty(error.getProperty());
        }
        return new Reason(error.getKeyword(), pointer, error.getMessage());
    }

    /**
     * Limits the number of errors: an array of a million invalid elements would take gigabytes. The library only tests
     * whether the list is empty, so dropping further errors changes no result.
     */
    private static final class BoundedContext extends ExecutionContext {
        private static final int MAX_ERRORS = 10 * Verdict.Invalid.MAX_REASONS;

        BoundedContext() {
            super(CONFIG);
        }

        @Override
        public void addError(Error error) {
            if (getErrors().size() < MAX_ERRORS) {
                super.addError(error);
            }
        }
    }
}
