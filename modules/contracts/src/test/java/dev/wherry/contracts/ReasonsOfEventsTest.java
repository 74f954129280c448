package dev.wherry.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that is wrong with an event is said, once each, in the order of the places. */
class ReasonsOfEventsTest {
    private static final String CONTRACT = """
            type: thing
            feeds: [things]
            match: {/type: thing}
            schema: schema.json
            id: /id
            key: [/p/id]
            version: [{from: /p/at, as: timestamp}, {from: /p/n, as: integer}]
            keep: latest
            table: things
            columns:
              id: {from: /p/id, type: bigint}
              at: {from: /p/at, type: timestamptz}
              n: {from: /p/n, type: smallint}
              u: {from: /p/u, type: uuid}
              list: {from: /p/list, type: "bigint[]"}
              name: {from: /p/name, type: text}
              version: {from: "@version", type: bytea}
            """;

    private static final String SCHEMA = """
            {
              "required": ["p"],
              "additionalProperties": {"type": "string"},
              "properties": {
                "p": {
                  "type": "object",
                  "required": ["id", "name"],
                  "additionalProperties": false,
                  "properties": {
                    "id": {"type": "integer"}, "at": {"type": "string"}, "n": {"type": "integer"},
                    "u": {"format": "uuid"}, "list": {"type": "array"}, "name": {"maxLength": 3},
                    "a/b~c": {"enum": [1]}, "r": {"$ref": "#/$defs/r"}, "re": {"pattern": "^(a|b)*$"}
                  }
                }
              },
              "$defs": {"r": {"anyOf": [{"type": "null"}, {"additionalProperties": {"allOf": [{"$ref": "#/$defs/r"}]}}]}}
            }
            """;

    @TempDir
    Path directory;

    @Test
    void everyReasonIsGivenInTheOrderOfThePlaces() {
        assertReasons(
                """
                {"type": "thing", "x": 1, "p": {"at": "yesterday", "n": 40000, "u": "no", "list": [1, "2"], "name": "a\\u0000bcd",
                 "a/b~c": 2, "more": true}}
                """,
                "timestamp_format /p/at",
                "enum /p/a~1b~0c",
                "required /p/id",
                "type /p/list/1",
                "additionalProperties /p/more",
                "out_of_range /p/n",
                "maxLength /p/name",
                "nul_character /p/name",
                "format /p/u",
                "type /x");
    }

    @Test
    void aColumnAddsNothingToWhatTheSchemaSaid() {
        assertReasons("""
                {"type": "thing", "p": {"id": "1", "name": "a", "at": 7, "n": "x", "list": {}}}
                """, "type /p/at", "type /p/id", "type /p/list", "type /p/n");
    }

    @Test
    void whatIsMissingIsNamedWhereItBegins() {
        assertReasons("{\"type\": \"thing\"}", "required /p");
        assertReasons("{\"type\": \"thing\", \"p\": null}", "type /p");
        assertReasons("{\"type\": \"thing\", \"p\": {\"id\": null, \"name\": \"a\"}}", "type /p/id");
    }

    @Test
    void reasonsHoldNoValuesOfTheEvent() {
        List<Reason> reasons = reasons(
                "{\"type\": \"thing\", \"x\": {\"s\": 4711}, \"p\": {\"id\": \"topsecret\", \"at\": \"topsecret\", \"u\": "
                        + "\"topsecret\", \"name\": \"topsecret\", \"a/b~c\": \"topsecret\", \"re\": \"topsecret\", \"list\": [\"topsecret\"]}}");

        assertEquals(8, reasons.size(), reasons::toString);
        assertFalse(reasons.toString().contains("topsecret"), reasons::toString);
        assertFalse(reasons.toString().contains("4711"), reasons::toString);
    }

    @Test
    void aReasonIsBoundedThatNamesManyContracts(@TempDir Path directory) {
        for (int i = 0; i < 30; i++) {
            String name = "n".repeat(90) + i;
            ContractFiles.write(
                    directory,
                    name,
                    ContractFiles.THING
                            .replace("type: thing\n", "type: " + name + "\n")
                            .replace("{/type: thing}", "{/type: " + name + "}")
                            .replace("table: things", "table: t" + i),
                    "{}");
        }
        byte[] event = "{}".getBytes(StandardCharsets.UTF_8);

        Verdict verdict = Catalog.load(directory).validator("things").validate(event, OptionalLong.empty());

        List<Reason> reasons = assertInstanceOf(Verdict.Invalid.class, verdict).reasons();
        assertEquals("unknown_type", reasons.get(0).code());
        assertTrue(reasons.get(0).message().length() < 1_100);
    }

    @Test
    void reasonsAreBoundedInNumberAndLength() {
        String manyWrong = "[" + "\"x\",".repeat(300_000) + "1]";
        String longName = "n".repeat(100_000);

        List<Reason> reasons = reasons("{\"type\": \"thing\", \"" + longName
                + "\": 1, \"p\": {\"id\": 1, \"name\": \"a\", \"list\": " + manyWrong + "}}");

        assertEquals(101, reasons.size());
        assertEquals("more_reasons", reasons.get(100).code());
        assertTrue(reasons.stream()
                .allMatch(reason -> reason.pointer().length() + reason.message().length() < 2_500));
    }

    @Test
    void aPatternThatRunsOutOfStackIsAReason() {
        assertReasons(
                "{\"type\": \"thing\", \"p\": {\"id\": 1, \"name\": \"a\", \"re\": \"" + "ab".repeat(100_000) + "\"}}",
                "schema_unchecked ");
    }

    @Test
    void theDeepestEventAndARecursiveSchemaFitAThreadsStack() {
        int levels = 253;
        assertInstanceOf(
                Verdict.Valid.class,
                validate("{\"type\": \"thing\", \"p\": {\"id\": 1, \"name\": \"a\", \"r\": " + "{\"r\":".repeat(levels)
                        + "null" + "}".repeat(levels) + "}}"));
    }

    private void assertReasons(String event, String... expected) {
        List<Reason> reasons = reasons(event);
        assertEquals(
                List.of(expected),
                reasons.stream()
                        .map(reason -> reason.code() + " " + reason.pointer())
                        .toList(),
                reasons::toString);
    }

    private List<Reason> reasons(String event) {
        return assertInstanceOf(Verdict.Invalid.class, validate(event)).reasons();
    }

    private Verdict validate(String event) {
        Catalog catalog = Catalog.load(ContractFiles.write(directory, "thing", CONTRACT, SCHEMA));
        return catalog.validator("things").validate(event.getBytes(StandardCharsets.UTF_8), OptionalLong.empty());
    }
}
