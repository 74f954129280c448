package dev.wherry.contracts.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.wherry.contracts.value.NumericLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads YAML and JSON files strictly: duplicate keys, further documents and syntax errors are faults. */
final class TreeReader {
    /** Deeper than any schema written by hand, and shallow enough for code that walks it recursively. */
    static final int MAX_DEPTH = 100;

    private static final StreamReadConstraints CONSTRAINTS =
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();
    private static final YAMLFactory YAML_FACTORY =
            YAMLFactory.builder().streamReadConstraints(CONSTRAINTS).build();
    private static final ObjectMapper YAML = strict(YAML_FACTORY);
    private static final ObjectMapper JSON =
            strict(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build());

    private TreeReader() {}

    /** The file's content; empty after adding a fault if it cannot be read. */
    static Optional<JsonNode> yaml(Path file, FaultCollector faults) {
        Optional<JsonNode> tree = read(YAML, "YAML", file, faults);
        tree.ifPresent(ignored -> checkNoAlias(file, faults));
        return tree;
    }

    /** Jackson reads an alias such as {@code *key} as the string "key", which its author cannot expect. */
    private static void checkNoAlias(Path file, FaultCollector faults) {
        try (YAMLParser parser = YAML_FACTORY.createParser(Files.readAllBytes(file))) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    faults.add(
                            "",
                            "uses an alias" + describe(parser.currentTokenLocation()),
                            "write out the value that it stands for");
                }
            }
        } catch (IOException vanished) {
            faults.add("", "cannot be read (" + vanished + ")", "make it a file that this user can read");
        }
    }

    /** As {@link #yaml}, for JSON. */
    static Optional<JsonNode> json(Path file, FaultCollector faults) {
        return read(JSON, "JSON", file, faults);
    }

    private static Optional<JsonNode> read(ObjectMapper mapper, String language, Path file, FaultCollector faults) {
        try {
            JsonNode tree = mapper.readTree(Files.readAllBytes(file));
            if (tree == null || tree.isMissingNode()) {
                faults.add("", "is empty", "write " + language);
                return Optional.empty();
            }
            return hasUsableNumbers(tree, JsonPointer.empty(), faults) ? Optional.of(tree) : Optional.empty();
        } catch (JsonProcessingException malformed) {
            faults.add(
                    "",
                    "is not well-formed " + language + describe(malformed.getLocation()) + ": "
                            + firstLine(malformed.getOriginalMessage()),
                    "correct the syntax at that position");
        } catch (NumberFormatException exponentBeyondInt) {
            faults.add(
                    "",
                    "contains a number whose exponent is too large (" + firstLine(exponentBeyondInt.getMessage()) + ")",
                    "write a smaller number");
        } catch (IOException unreadable) {
            faults.add("", "cannot be read (" + unreadable + ")", "make it a file that this user can read");
        }
        return Optional.empty();
    }

    /** Arithmetic with a number like 1e999999999, or writing it out, costs minutes and gigabytes. */
    private static boolean hasUsableNumbers(JsonNode node, JsonPointer pointer, FaultCollector faults) {
        if (node.isBigDecimal() || node.isBigInteger()) {
            boolean usable = NumericLimits.contain(node.decimalValue());
            if (!usable) {
                faults.add(pointer.toString(), NumericLimits.MESSAGE, "write a smaller number");
            }
            return usable;
        }
        boolean usable = true;
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            usable &= hasUsableNumbers(property.getValue(), pointer.appendProperty(property.getKey()), faults);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            usable &= hasUsableNumbers(node.get(i), pointer.appendIndex(i), faults);
        }
        return usable;
    }

    private static String describe(JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    private static ObjectMapper strict(JsonFactory language) {
        return JsonMapper.builder(language)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}
