package dev.wherry.contracts.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads YAML and JSON files whose duplicate keys, second documents and syntax errors are faults. */
final class Tree {
    private static final YAMLFactory YAML_FACTORY = YAMLFactory.builder().build();
    private static final ObjectMapper YAML = strict(YAML_FACTORY);
    /** Deeper than any schema that somebody wrote, and shallow enough for what walks it by recursion. */
    private static final int MAX_DEPTH = 100;

    private static final ObjectMapper JSON = strict(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build());

    private Tree() {}

    /** The file's content, or empty if it has none that can be read, which is then among the faults. */
    static Optional<JsonNode> yaml(Path file, Faults faults) {
        Optional<JsonNode> tree = read(YAML, "YAML", file, faults);
        tree.ifPresent(ignored -> checkNoAlias(file, faults));
        return tree;
    }

    /** Jackson reads an alias such as {@code *key} as the text "key", which would be a riddle to whoever wrote it. */
    private static void checkNoAlias(Path file, Faults faults) {
        try (YAMLParser parser = YAML_FACTORY.createParser(Files.readAllBytes(file))) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    faults.add(
                            "", "uses an alias" + place(parser.currentTokenLocation()), "write out what it stands for");
                }
            }
        } catch (IOException vanished) {
            faults.add("", "cannot be read (" + vanished + ")", "make it a file that this user may read");
        }
    }

    /** As {@link #yaml}, for JSON. */
    static Optional<JsonNode> json(Path file, Faults faults) {
        return read(JSON, "JSON", file, faults);
    }

    private static Optional<JsonNode> read(ObjectMapper mapper, String language, Path file, Faults faults) {
        try {
            JsonNode tree = mapper.readTree(Files.readAllBytes(file));
            if (tree == null || tree.isMissingNode()) {
                faults.add("", "the file is empty", "write " + language);
                return Optional.empty();
            }
            return Optional.of(tree);
        } catch (JsonProcessingException malformed) {
            faults.add(
                    "",
                    "is not well-formed " + language + place(malformed.getLocation()) + ": "
                            + firstLine(malformed.getOriginalMessage()),
                    "correct the syntax there");
        } catch (NumberFormatException exponentBeyondInt) {
            faults.add(
                    "",
                    "holds a number whose exponent is too large (" + firstLine(exponentBeyondInt.getMessage()) + ")",
                    "write a smaller one");
        } catch (IOException unreadable) {
            faults.add("", "cannot be read (" + unreadable + ")", "make it a file that this user may read");
        }
        return Optional.empty();
    }

    private static String place(JsonLocation location) {
        return location == null ? "" : " in line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
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
