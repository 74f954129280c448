package dev.wherry.contracts.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Holds events to a JSON Schema. Immutable. */
public final class SchemaCheck {
    /** Whose errors name the object, though they are about one of its properties, absent or present. */
    private static final Set<String> ABOUT_A_PROPERTY =
            Set.of("required", "additionalProperties", "unevaluatedProperties", "propertyNames");

    // Made once: the library's own entry points build it anew, twice, for every event.
    private static final ExecutionConfig CONFIG = ExecutionConfig.builder()
            // Somebody who writes format: email means it, although the standard makes it a remark by default.
            .formatAssertionsEnabled(true)
            .annotationCollectionEnabled(false)
            .locale(Locale.ENGLISH)
            .build();

    private final Schema schema;
    private final Optional<SchemaFastPath> quick;

    public SchemaCheck(Schema schema) {
        this.schema = schema;
        this.quick = SchemaFastPath.of(schema.getSchemaNode());
    }

    /** Why the event violates the schema; nothing where it does not. */
    List<Reason> violations(JsonNode event) {
        if (quick.isPresent() && quick.get().test(event)) {
            return List.of();
        }
        return thoroughly(event);
    }

    /** Without the quick check. */
    List<Reason> thoroughly(JsonNode event) {
        ExecutionContext context = new BoundedContext();
        try {
            schema.validate(context, event);
        } catch (RuntimeException | StackOverflowError beyondTheLibrary) {
            // java.util.regex recurses for every repetition of a group, for example. One event must not stop all that
            // follow.
            return List.of(ReasonCode.SCHEMA_UNCHECKED.at(
                    "",
                    "the schema could not be checked: "
                            + beyondTheLibrary.getClass().getName()));
        }
        List<Error> errors = context.getErrors();
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

    /**
     * Keeps more errors than are reported, but not all of them: an array of a million wrong elements would take gigabytes. A list of errors that is not
     * empty stays so, and that is what the library goes by.
     */
    private static final class BoundedContext extends ExecutionContext {
        private static final int MOST = 10 * Reasons.MOST;

        BoundedContext() {
            super(CONFIG);
        }

        @Override
        public void addError(Error error) {
            if (getErrors().size() < MOST) {
                super.addError(error);
            }
        }
    }
}
