package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of {@code scenarios} says which raw events come and what the topics must then hold. A new case is a new file. */
class ScenarioTest {
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.map(SCENARIOS::relativize).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void topicsHoldWhatTheScenarioSays(Path file) throws IOException {
        JsonNode scenario = YAML.readTree(SCENARIOS.resolve(file).toFile());
        try (TestPipeline pipeline = new TestPipeline(directory)) {
            for (JsonNode event : scenario.at("/when")) {
                pipeline.send(rawEvent(event));
            }

            JsonNode then = scenario.at("/then");
            assertAll(
                    () -> assertEquals(expected(then.at("/state")), state(pipeline), "state"),
                    () -> assertEquals(expected(then.at("/invalid")), invalid(pipeline), "invalid"),
                    () -> assertEquals(expected(then.at("/ledger")), asRead(pipeline.ledger()), "ledger"));
        }
    }

    /** {@code event} is JSON written as YAML, or text to be taken as it stands, or absent for a record without a value. */
    private static RawEvent rawEvent(JsonNode given) throws IOException {
        JsonNode event = given.path("event");
        Map<String, String> headers = new TreeMap<>();
        for (String name : List.of("file", "offset", "modified", "full-size")) {
            if (given.has(name)) {
                headers.put(name, given.get(name).asText());
            }
        }
        byte[] bytes = event.isMissingNode()
                ? null
                : event.isTextual() ? event.asText().getBytes(UTF_8) : JSON.writeValueAsBytes(event);
        return new RawEvent(given.get("feed").asText(), given.path("key").asText(null), bytes, headers);
    }

    private static JsonNode expected(JsonNode part) {
        return part.isMissingNode() ? JSON.createObjectNode() : part;
    }

    private static JsonNode state(TestPipeline pipeline) {
        Map<String, Map<String, Map<String, Object>>> states = new TreeMap<>();
        for (String type : TestPipeline.types()) {
            Map<String, Map<String, Object>> records = pipeline.state(type).entrySet().stream()
                    .collect(toMap(Map.Entry::getKey, record -> shown(record.getValue())));
            if (!records.isEmpty()) {
                states.put(type, records);
            }
        }
        return asRead(states);
    }

    private static JsonNode invalid(TestPipeline pipeline) {
        Map<String, List<Map<String, Object>>> invalid = new TreeMap<>();
        for (String feed : TestPipeline.feeds()) {
            for (TestRecord<byte[], byte[]> record : pipeline.invalid(feed)) {
                Map<String, Object> shown = shown(record);
                shown.put("reasons", codesAndPointers(record));
                if (record.key() != null) {
                    shown.put("key", new String(record.key(), UTF_8));
                }
                invalid.computeIfAbsent(feed, any -> new ArrayList<>()).add(shown);
            }
        }
        return asRead(invalid);
    }

    /** A record's headers and its value under {@code event}, as JSON where it is JSON. */
    private static Map<String, Object> shown(TestRecord<byte[], byte[]> record) {
        Map<String, Object> shown = new TreeMap<>(RawEvent.headersOf(record));
        shown.remove("version");
        if (record.value() != null) {
            String text = new String(record.value(), UTF_8);
            shown.put("event", text.startsWith("{") && text.endsWith("}") ? tree(text) : text);
        }
        return shown;
    }

    /** The messages are the contracts' own affair. */
    private static List<String> codesAndPointers(TestRecord<byte[], byte[]> record) {
        List<String> reasons = new ArrayList<>();
        tree(RawEvent.headersOf(record).get("reasons"))
                .forEach(reason -> reasons.add((reason.get("code").asText() + " "
                                + reason.get("pointer").asText())
                        .strip()));
        return reasons;
    }

    /** Written and read again, so that numbers are of the types that a file's are. */
    private static JsonNode asRead(Object value) {
        return tree(JSON.valueToTree(value).toString());
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("not JSON: " + json, e);
        }
    }
}
