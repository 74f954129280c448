package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.wherry.contracts.condition.Condition;
import dev.wherry.testing.badinput.BadEvent;
import dev.wherry.testing.badinput.Corpus;
import dev.wherry.testing.badinput.Fuzz;
import dev.wherry.wire.HeaderReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conditions of contracts, and what they decide. */
class ConditionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} holds for {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{/a: x} | {\"a\": \"x\"} | true",
                "{/a: x} | {\"a\": \"y\"} | false",
                "{/a: 1} | {\"a\": 1.0} | true",
                "{/a: 1} | {\"a\": \"1\"} | false",
                "{/a: true} | {\"a\": true} | true",
                "{/a/0/b: x} | {\"a\": [{\"b\": \"x\"}]} | true",
                "{/a~1b: x} | {\"a/b\": \"x\"} | true",
                "{/a: x, /b: y} | {\"a\": \"x\", \"b\": \"y\"} | true",
                "{/a: x, /b: y} | {\"a\": \"x\"} | false",
                "{/a: null} | {\"a\": null} | true",
                "{/a: null} | {} | true",
                "{/a: null} | 7 | true",
                "{/a: null} | {\"a\": \"\"} | false",
                "{/a: [x, 2, null]} | {\"a\": 2} | true",
                "{/a: [x, 2, null]} | {} | true",
                "{/a: [x, 2, null]} | {\"a\": [\"x\"]} | false",
                "{/a: {maximum: 0}} | {\"a\": -0.5} | true",
                "{/a: {maximum: 0}} | {\"a\": 1} | false",
                "{/a: {maximum: 0}} | {\"a\": \"text\"} | true",
                "{/a: {maximum: 0}} | {} | false",
                "{/a: {maximum: 0}} | {\"a\": null} | false",
                "{/a: {type: [\"null\", integer]}} | {\"a\": null} | false",
                "{/a: {}} | {\"a\": []} | true",
                "{/a: {}} | {\"a\": null} | false",
                "{not: {/a: x}} | {} | true",
                "{not: {/a: {maximum: 0}}} | {} | true",
                "{not: {/a: x, /b: y}} | {\"a\": \"x\"} | true",
                "{any: [{/a: x}, {/b: y}]} | {\"b\": \"y\"} | true",
                "{any: [{/a: x}, {/b: y}]} | {\"b\": \"z\"} | false",
                "{/c: z, any: [{/a: x}, {not: {/b: y}}]} | {\"c\": \"z\", \"b\": \"y\"} | false",
            })
    void decidesByTheEventsContent(String condition, String event, boolean holds) throws IOException {
        assertThat(skip(condition).holds(JSON.readTree(event))).isEqualTo(holds);
    }

    @Test
    void leavesOutAnEventBeforeItsSchemaIsChecked() {
        Catalog catalog = catalog("{/kind: test}", "{\"required\": [\"name\"]}");

        assertThat(verdict(catalog, "{\"kind\": \"test\"}"))
                .isEqualTo(new Verdict.Skipped(catalog.contracts().get(0)));
        assertThat(verdict(catalog, "{\"kind\": \"live\"}")).isInstanceOf(Verdict.Invalid.class);
        assertThat(verdict(catalog, "{\"kind\": \"test\"")).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void leavesOutOnlyItsOwnEvents() {
        String contract = ContractFiles.THING.replace("key: [/id]", "skip: {/kind: test}\nkey: [/id]");
        ContractFiles.write(directory, "thing", contract, "{}");
        ContractFiles.write(
                directory,
                "other",
                ContractFiles.THING
                        .replace("type: thing\n", "type: other\n")
                        .replace("{/type: thing}", "{/type: other}")
                        .replace("table: things", "table: others"),
                "{}");

        Catalog catalog = Catalog.load(directory);

        assertThat(verdict(catalog, "{\"type\": \"thing\", \"kind\": \"test\", \"id\": 1}"))
                .isInstanceOf(Verdict.Skipped.class);
        assertThat(verdict(catalog, "{\"type\": \"other\", \"kind\": \"test\", \"id\": 1}"))
                .isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void readsTheConditionOfADeletion() throws IOException {
        Contract contract = ContractFiles.catalog(
                        directory, ContractFiles.THING.replace("key: [/id]", "delete: {/event: delete}\nkey: [/id]"))
                .contracts()
                .get(0);

        assertThat(contract.delete().orElseThrow().holds(JSON.readTree("{\"event\": \"delete\"}")))
                .isTrue();
        assertThat(contract.skip()).isEmpty();
    }

    @Test
    void fillsAColumnWithTrueOrFalse() {
        Catalog catalog = ContractFiles.catalog(
                directory,
                ContractFiles.THING + "  big: {when: {/size: {type: integer, minimum: 10}}, type: boolean}\n");
        RowReader rows = catalog.rowReader(catalog.contracts().get(0));

        assertThat(List.of(
                        rows.read(bytes("{\"id\": 1, \"size\": 10}"))[2],
                        rows.read(bytes("{\"id\": 1, \"size\": \"10\"}"))[2],
                        rows.read(bytes("{\"id\": 1}"))[2]))
                .containsExactly(true, false, false);
    }

    /** For schemas, the library itself is the reference. */
    @Test
    void agreeWithANaiveInterpreter() throws IOException {
        long seed = Long.getLong("wherry.fuzz.seed", System.nanoTime());
        RandomConditions random = new RandomConditions(new Random(seed));
        List<JsonNode> events = random.events(200);
        int held = 0;
        for (int i = 0; i < 200; i++) {
            String text = random.condition(3);
            Condition condition = skip(text);
            JsonNode parsed = JSON.readTree(text);
            for (JsonNode event : events) {
                boolean expected = holds(parsed, event);
                held += expected ? 1 : 0;
                assertThat(condition.holds(event))
                        .as("seed %d: %s for %s", seed, text, event)
                        .isEqualTo(expected);
            }
        }
        assertThat(held).as("seed " + seed).isBetween(1_000, 39_000);
    }

    @Test
    void decideWhateverTheEvent() {
        Catalog catalog = catalog(
                "{any: [{/payload/id: [1, x, null]}, {/payload: {pattern: '^(a|b)*$'}},"
                        + " {/metadata: {properties: {type: {multipleOf: 0.01, format: date-time}}, uniqueItems: true}},"
                        + " {not: {/payload/0/x: 1e300, /metadata: {required: [type]}}}]}",
                "{}");
        List<byte[]> seeds = Corpus.files().stream().map(BadEvent::bytes).collect(Collectors.toList());
        seeds.add(bytes("{\"payload\": \"" + "ab".repeat(500_000) + "\"}"));
        seeds.add(bytes("{\"payload\": {\"id\": " + "9".repeat(100_000) + "}}"));
        seeds.add(bytes("{\"metadata\": {\"type\": 1e400}}"));

        Fuzz.of("conditions", 5_000)
                .run(seeds, event -> catalog.validator("things").validate(event, HeaderReader.NONE));
    }

    private Condition skip(String condition) {
        return catalog(condition, "{}").contracts().get(0).skip().orElseThrow();
    }

    private Catalog catalog(String skip, String schema) {
        String contract =
                ContractFiles.THING.replace("{/type: thing}", "all").replace("key:", "skip: " + skip + "\nkey:");
        return Catalog.load(ContractFiles.write(directory, "thing", contract, schema));
    }

    private static Verdict verdict(Catalog catalog, String event) {
        return catalog.validator("things").validate(bytes(event), HeaderReader.NONE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The documentation, word by word. */
    private static boolean holds(JsonNode condition, JsonNode event) {
        for (Map.Entry<String, JsonNode> part : condition.properties()) {
            boolean holds =
                    switch (part.getKey()) {
                        case "not" -> !holds(part.getValue(), event);
                        case "any" ->
                            IntStream.range(0, part.getValue().size())
                                    .anyMatch(i -> holds(part.getValue().get(i), event));
                        default -> isThere(part.getValue(), event.at(part.getKey()));
                    };
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static boolean isThere(JsonNode expected, JsonNode actual) {
        boolean absent = actual.isMissingNode() || actual.isNull();
        if (expected.isObject()) {
            Schema schema = SchemaRegistry.withDialect(Dialects.getDraft202012(), builder -> {})
                    .getSchema(expected);
            return !absent && schema.validate(actual).isEmpty();
        }
        if (expected.isArray()) {
            return IntStream.range(0, expected.size()).anyMatch(i -> isThere(expected.get(i), actual));
        }
        if (expected.isNull()) {
            return absent;
        }
        return expected.isNumber() && actual.isNumber()
                ? expected.doubleValue() == actual.doubleValue()
                : expected.equals(actual);
    }
}
