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
import dev.wherry.contracts.event.SchemaCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads and compiles the JSON Schema of a contract. */
final class SchemaReader {
    private static final String DIALECT = SpecificationVersion.DRAFT_2020_12.getDialectId();

    /** One for all contracts of a catalog. In it, formats are asserted, so that a bad pattern is a fault. Nothing is fetched: the library's default loader reads from the class path alone. */
    private final SchemaRegistry registry = SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .locale(Locale.ENGLISH)
                    .build()));

    Optional<SchemaCheck> read(Path file, Faults faults) {
        Optional<JsonNode> tree = Tree.json(file, faults);
        if (tree.isEmpty()
                || !isOfDialect(tree.get(), faults)
                || !obeysMetaSchema(tree.get(), faults)
                || !SchemaLinter.isRight(tree.get(), faults)) {
            return Optional.empty();
        }
        return compile(tree.get(), faults);
    }

    private static boolean isOfDialect(JsonNode schema, Faults faults) {
        JsonNode dialect = schema.path("$schema");
        if (dialect.isMissingNode() || dialect.asText().equals(DIALECT)) {
            return true;
        }
        faults.add("/$schema", dialect + " is not supported", "write \"" + DIALECT + "\"");
        return false;
    }

    private boolean obeysMetaSchema(JsonNode schema, Faults faults) {
        List<Error> errors = registry.getSchema(SchemaLocation.of(DIALECT)).validate(schema);
        for (Error error : errors) {
            faults.add(
                    error.getInstanceLocation().toString(),
                    error.getMessage(),
                    "write what JSON Schema 2020-12 allows there");
        }
        return errors.isEmpty();
    }

    private Optional<SchemaCheck> compile(JsonNode tree, Faults faults) {
        try {
            Schema schema = registry.getSchema(tree);
            tryOut(schema);
            return Optional.of(new SchemaCheck(schema));
        } catch (SchemaException unusable) {
            faults.add(
                    "",
                    "cannot be used (" + unusable.getMessage() + ")",
                    "refer with $ref only to parts of this file, such as #/$defs/money");
        } catch (StackOverflowError endless) {
            faults.add(
                    "",
                    "refers to itself without end",
                    "let $ref lead to a part of the value, not back to the same value");
        }
        return Optional.empty();
    }

    /** A schema like {@code {"$ref": "#"}} compiles, and then recurses on any value until the stack is full. */
    private static void tryOut(Schema schema) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        List<JsonNode> values = List.of(
                nodes.objectNode(), nodes.arrayNode(), nodes.textNode(""), nodes.numberNode(0), nodes.nullNode());
        values.forEach(schema::validate);
    }
}
