package dev.wherry.contracts.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import dev.wherry.contracts.event.SchemaValidator;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads and compiles the JSON Schemas of contracts. */
final class SchemaReader {
    private static final String DIALECT = SpecificationVersion.DRAFT_2020_12.getDialectId();

    /**
     * Shared by all contracts of a catalog. Formats are asserted, so that an invalid pattern is a fault. Nothing is
     * fetched: the library's default loader reads from the class path only.
     */
    private final SchemaRegistry registry = SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .locale(Locale.ENGLISH)
                    .build()));

    Optional<SchemaValidator> read(Path file, FaultCollector faults) {
        return TreeReader.json(file, faults).flatMap(tree -> read(tree, faults));
    }

    /** @param tree not nested deeper than {@link TreeReader#MAX_DEPTH} */
    Optional<SchemaValidator> read(JsonNode tree, FaultCollector faults) {
        return hasSupportedDialect(tree, faults)
                        && conformsToMetaSchema(tree, faults)
                        && SchemaLinter.isClean(tree, faults)
                ? compile(tree, faults)
                : Optional.empty();
    }

    private static boolean hasSupportedDialect(JsonNode schema, FaultCollector faults) {
        JsonNode dialect = schema.path("$schema");
        if (dialect.isMissingNode() || dialect.asText().equals(DIALECT)) {
            return true;
        }
        faults.add("/$schema", dialect + " is not supported", "write \"" + DIALECT + "\"");
        return false;
    }

    private boolean conformsToMetaSchema(JsonNode schema, FaultCollector faults) {
        List<Error> errors = registry.getSchema(SchemaLocation.of(DIALECT)).validate(schema);
        for (Error error : errors) {
            faults.add(
                    error.getInstanceLocation().toString(),
                    error.getMessage(),
                    "write a value that JSON Schema 2020-12 allows there");
        }
        return errors.isEmpty();
    }

    private Optional<SchemaValidator> compile(JsonNode tree, FaultCollector faults) {
        try {
            Schema schema = registry.getSchema(tree);
            checkTerminates(schema);
            return Optional.of(new SchemaValidator(schema));
        } catch (SchemaException unusable) {
            faults.add(
                    "",
                    "cannot be used (" + unusable.getMessage() + ")",
                    "use $ref only for parts of this file, such as #/$defs/money");
        } catch (StackOverflowError endless) {
            faults.add(
                    "",
                    "refers to itself endlessly",
                    "let $ref apply to a part of the value, not to the same value again");
        }
        return Optional.empty();
    }

    /** A schema like {@code {"$ref": "#"}} compiles, but overflows the stack on any value. */
    private static void checkTerminates(Schema schema) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        List<JsonNode> values = List.of(
                nodes.objectNode(), nodes.arrayNode(), nodes.textNode(""), nodes.numberNode(0), nodes.nullNode());
        values.forEach(schema::validate);
    }
}
