package dev.wherry.generator.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wherry.generator.EventGenerator;
import dev.wherry.testing.s3.TestS3Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LakeCommandTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String DAY = "--days 2026-05-01 --every 5m --vehicles 3 --seed 4";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String options) {
        String[] arguments = Stream.concat(Stream.of("lake"), Arrays.stream(options.split(" ")))
                .filter(argument -> !argument.isEmpty())
                .toArray(String[]::new);
        return new CommandLine(new EventGenerator())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void writesTheSameFilesForTheSameSeed() throws Exception {
        assertThat(execute(DAY + " --to " + directory.resolve("one")))
                .as(err::toString)
                .isZero();
        assertThat(execute(DAY + " --to " + directory.resolve("two"))).isZero();
        assertThat(execute(DAY + " --seed 5 --to " + directory.resolve("other")))
                .isEqualTo(2);
        assertThat(execute(DAY.replace("4", "5") + " --to " + directory.resolve("other")))
                .isZero();

        Map<String, String> one = files(directory.resolve("one"));
        assertThat(one).isEqualTo(files(directory.resolve("two"))).isNotEqualTo(files(directory.resolve("other")));
        assertThat(one.keySet())
                .contains(
                        "2026/05/01/05/55/2026-05-01-05-55-0-events.txt",
                        "2026/05/01/22/00/2026-05-01-22-00-0-events.txt")
                .noneMatch(key -> key.contains("/."));
        assertThat(out.toString()).startsWith("lake: " + one.size() + " objects with ");
    }

    @Test
    void theTruthIsWhatTheEventsSay() throws Exception {
        Path truth = directory.resolve("truth");

        assertThat(execute(DAY + " --duplicates 20% --truth " + truth + " --to " + directory.resolve("lake")))
                .as(err::toString)
                .isZero();

        Map<String, Integer> events = new TreeMap<>();
        Map<String, String> positions = new TreeMap<>();
        int duplicates = 0;
        for (String content : files(directory.resolve("lake")).values()) {
            for (String line : content.lines().toList()) {
                JsonNode event = MAPPER.readTree(line);
                events.merge(event.get("event").textValue(), 1, Integer::sum);
                JsonNode location = event.at("/data/location");
                if (location.isObject()) {
                    String vehicle = event.at("/data/id").textValue();
                    String row = String.join(
                            ",",
                            vehicle,
                            location.get("at").textValue(),
                            number(location, "lat"),
                            number(location, "lng"));
                    duplicates += positions.put(vehicle + location.get("at"), row) == null ? 0 : 1;
                }
            }
        }
        assertThat(events.get("create")).isEqualTo(4);
        assertThat(events.get("delete")).isEqualTo(1);
        assertThat(events.get("register")).isEqualTo(3);
        assertThat(events.get("deregister")).isEqualTo(3);
        assertThat(duplicates).isPositive();
        assertThat(rows(truth, "location_update")).containsExactlyElementsOf(positions.values());
        assertThat(rows(truth, "registration")).hasSize(6);
        assertThat(rows(truth, "operating_period"))
                .contains("op_2026-05-01_2,2026-05-01T11:00:00.000Z,2026-05-01T15:00:00.000Z")
                .hasSize(3);
        int all = events.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(rows(truth, "outcomes"))
                .containsExactly("accepted," + (all - duplicates), "duplicate," + duplicates);
        // four hours with a position each 5 minutes, without the finish
        assertThat(rows(truth, "distances"))
                .hasSize(9)
                .first()
                .asString()
                .startsWith("op_2026-05-01_1,00000000-0000-4000-8000-000000000000,48,");
        assertThat(rows(truth, "averages")).hasSize(3);
    }

    private static String number(JsonNode location, String name) {
        return location.get(name).decimalValue().stripTrailingZeros().toPlainString();
    }

    private static List<String> rows(Path truth, String name) throws IOException {
        return Files.readAllLines(truth.resolve(name + ".csv")).stream().skip(1).toList();
    }

    @Test
    void writesTheSameObjectsToAStore() throws Exception {
        try (TestS3Server server = new TestS3Server("lake")) {
            assertThat(execute(DAY + " --anonymous --bucket lake --endpoint " + server.endpoint()))
                    .as(err::toString)
                    .isZero();
            assertThat(execute(DAY + " --to " + directory)).isZero();

            Map<String, String> objects = new TreeMap<>();
            server.bucket()
                    .objects()
                    .forEach((key, object) -> objects.put(key, new String(object.content(), StandardCharsets.UTF_8)));
            assertThat(objects).isEqualTo(files(directory));
        }
    }

    @Test
    void aStoreThatDoesNotAnswerIsAFailure() throws Exception {
        String endpoint;
        try (TestS3Server server = new TestS3Server("lake")) {
            endpoint = server.endpoint().toString();
        }

        assertThat(execute(DAY + " --anonymous --bucket lake --endpoint " + endpoint))
                .isEqualTo(1);

        assertThat(err.toString()).startsWith("The object lake/2026/05/01/").contains("cannot be written: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--days 2026-05-01",
                "--to x",
                "--days 2026-05-01 --to x --endpoint http://127.0.0.1:1 --bucket lake",
                "--days 2026-05-01 --endpoint http://127.0.0.1:1",
                "--days 2026-05-01 --to x --every 1s",
                "--days 2026-05-01 --to x --vehicles 0"
            })
    void nonsenseIsAUsageError(String options) {
        assertThat(execute(options)).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: generate lake");
    }
}
