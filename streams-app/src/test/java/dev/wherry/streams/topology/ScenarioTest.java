package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.Charset;
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

/** Each file of {@code scenarios} lists raw events and the expected content of the topics. A new case is a new file. */
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
    void topicsMatchTheScenario(Path file) throws IOException {
        JsonNode scenario = YAML.readTree(SCENARIOS.resolve(file).toFile());
        try (TestPipeline pipeline = new TestPipeline(directory)) {
            for (JsonNode event : scenario.at("/when")) {
                pipeline.send(rawEvent(event));
            }

            JsonNode then = scenario.at("/then");
            assertAll(
                    () -> assertThat(state(pipeline)).as("state").isEqualTo(expected(then.at("/state"))),
                    () -> assertThat(events(pipeline)).as("events").isEqualTo(expected(then.at("/events"))),
                    () -> assertThat(invalid(pipeline)).as("invalid").isEqualTo(expected(then.at("/invalid"))),
                    () -> assertThat(normalised(pipeline.ledger()))
                            .as("ledger")
                            .isEqualTo(expected(then.at("/ledger"))));
        }
    }

    /** {@code event} is JSON written as YAML, verbatim text (in {@code encoding}), or absent for a record without a value. */
    private static TestEvent rawEvent(JsonNode given) throws IOException {
        JsonNode event = given.path("event");
        Map<String, String> headers = new TreeMap<>();
        for (String name : List.of("file", "offset", "modified", "full-size", "line", "format", "fault")) {
            if (given.has(name)) {
                headers.put(name, given.get(name).asText());
            }
        }
        Charset encoding = Charset.forName(given.path("encoding").asText("UTF-8"));
        byte[] bytes = event.isMissingNode()
                ? null
                : event.isTextual() ? event.asText().getBytes(encoding) : JSON.writeValueAsBytes(event);
        return new TestEvent(given.get("feed").asText(), given.path("key").asText(null), bytes, headers);
    }

    private static JsonNode expected(JsonNode part) {
        return part.isMissingNode() ? JSON.createObjectNode() : part;
    }

    private static JsonNode state(TestPipeline pipeline) {
        Map<String, Map<String, Map<String, Object>>> states = new TreeMap<>();
        for (String type : TestPipeline.stateTypes()) {
            Map<String, Map<String, Object>> records = pipeline.state(type).entrySet().stream()
                    .collect(toMap(Map.Entry::getKey, record -> describe(record.getValue())));
            if (!records.isEmpty()) {
                states.put(type, records);
            }
        }
        return normalised(states);
    }

    private static JsonNode events(TestPipeline pipeline) {
        Map<String, List<Map<String, Object>>> events = new TreeMap<>();
        for (String type : TestPipeline.eventTypes()) {
            for (TestRecord<byte[], byte[]> record : pipeline.events(type)) {
                Map<String, Object> described = describe(record);
                described.put("key", new String(record.key(), UTF_8));
                events.computeIfAbsent(type, any -> new ArrayList<>()).add(described);
            }
        }
        return normalised(events);
    }

    private static JsonNode invalid(TestPipeline pipeline) {
        Map<String, List<Map<String, Object>>> invalid = new TreeMap<>();
        for (String feed : TestPipeline.feeds()) {
            for (TestRecord<byte[], byte[]> record : pipeline.invalid(feed)) {
                Map<String, Object> described = describe(record);
                described.put("reasons", codesAndPointers(record));
                if (record.key() != null) {
                    described.put("key", new String(record.key(), UTF_8));
                }
                invalid.computeIfAbsent(feed, any -> new ArrayList<>()).add(described);
            }
        }
        return normalised(invalid);
    }

    /** A record's headers and its value under {@code event}, as JSON where it is JSON. */
    private static Map<String, Object> describe(TestRecord<byte[], byte[]> record) {
        Map<String, Object> described = new TreeMap<>(TestEvent.headersOf(record));
        described.remove("version");
        if (record.value() != null) {
            String text = new String(record.value(), UTF_8);
            described.put("event", text.startsWith("{") && text.endsWith("}") ? tree(text) : text);
        }
        return described;
    }

    /** Omits the messages, which the contracts module tests. */
    private static List<String> codesAndPointers(TestRecord<byte[], byte[]> record) {
        List<String> reasons = new ArrayList<>();
        tree(TestEvent.headersOf(record).get("reasons"))
                .forEach(reason -> reasons.add((reason.get("code").asText() + " "
                                + reason.get("pointer").asText())
                        .strip()));
        return reasons;
    }

    /** Serialises and parses the value, so that its numbers have the same types as those of a file. */
    private static JsonNode normalised(Object value) {
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
