package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.HeaderReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An invalid event gets all of its reasons, once each, sorted by location. */
class ValidationReasonsTest {
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
    void reportsEveryReasonSortedByLocation() {
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
    void doesNotRepeatAReasonOfTheSchemaForAColumn() {
        assertReasons("""
                {"type": "thing", "p": {"id": "1", "name": "a", "at": 7, "n": "x", "list": {}}}
                """, "type /p/at", "type /p/id", "type /p/list", "type /p/n");
    }

    @Test
    void reportsAMissingValueAtItsOutermostAncestor() {
        assertReasons("{\"type\": \"thing\"}", "required /p");
        assertReasons("{\"type\": \"thing\", \"p\": null}", "type /p");
        assertReasons("{\"type\": \"thing\", \"p\": {\"id\": null, \"name\": \"a\"}}", "type /p/id");
    }

    @Test
    void reasonsContainNoValuesOfTheEvent() {
        List<Reason> reasons = reasons(
                "{\"type\": \"thing\", \"x\": {\"s\": 4711}, \"p\": {\"id\": \"topsecret\", \"at\": \"topsecret\", \"u\": "
                        + "\"topsecret\", \"name\": \"topsecret\", \"a/b~c\": \"topsecret\", \"re\": \"topsecret\", \"list\": [\"topsecret\"]}}");

        assertThat(reasons).as(reasons::toString).hasSize(8);
        assertThat(reasons.toString()).as(reasons::toString).doesNotContain("topsecret");
        assertThat(reasons.toString()).as(reasons::toString).doesNotContain("4711");
    }

    @Test
    void truncatesAReasonThatNamesManyContracts(@TempDir Path directory) {
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

        Verdict verdict = Catalog.load(directory).validator("things").validate(event, HeaderReader.NONE);

        List<Reason> reasons = Verdicts.invalid(verdict).reasons();
        assertThat(reasons.get(0).code()).isEqualTo("unknown_type");
        assertThat(reasons.get(0).message().length() < 1_100).isTrue();
    }

    @Test
    void limitsTheNumberAndLengthOfReasons() {
        String manyInvalid = "[" + "\"x\",".repeat(300_000) + "1]";
        String longName = "n".repeat(100_000);

        List<Reason> reasons = reasons("{\"type\": \"thing\", \"" + longName
                + "\": 1, \"p\": {\"id\": 1, \"name\": \"a\", \"list\": " + manyInvalid + "}}");

        assertThat(reasons).hasSize(101);
        assertThat(reasons.get(100).code()).isEqualTo("more_reasons");
        assertThat(reasons.stream()
                        .allMatch(reason ->
                                reason.pointer().length() + reason.message().length() < 2_500))
                .isTrue();
    }

    @Test
    void reportsAPatternThatRunsOutOfStack() {
        assertReasons(
                "{\"type\": \"thing\", \"p\": {\"id\": 1, \"name\": \"a\", \"re\": \"" + "ab".repeat(100_000) + "\"}}",
                "schema_unchecked ");
    }

    @Test
    void validatesTheDeepestEventWithARecursiveSchema() {
        int levels = 253;
        assertThat(validate("{\"type\": \"thing\", \"p\": {\"id\": 1, \"name\": \"a\", \"r\": "
                        + "{\"r\":".repeat(levels) + "null" + "}".repeat(levels) + "}}"))
                .isInstanceOf(Verdict.Valid.class);
    }

    private void assertReasons(String event, String... expected) {
        List<Reason> reasons = reasons(event);
        assertThat(reasons.stream().map(reason -> reason.code() + " " + reason.pointer()))
                .as(reasons::toString)
                .containsExactly(expected);
    }

    private List<Reason> reasons(String event) {
        return Verdicts.invalid(validate(event)).reasons();
    }

    private Verdict validate(String event) {
        Catalog catalog = Catalog.load(ContractFiles.write(directory, "thing", CONTRACT, SCHEMA));
        return catalog.validator("things").validate(event.getBytes(StandardCharsets.UTF_8), HeaderReader.NONE);
    }
}
