package dev.wherry.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.format.CsvDialect;
import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.ValueFormat;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A CSV row becomes the JSON object that the schema describes. */
class CsvEventsTest {
    private static final CsvDialect DIALECT =
            new CsvDialect(',', '"', List.of("", "N/A"), List.of("true", "Yes"), List.of("false", "No"));

    @TempDir
    Path directory;

    @Test
    void theSchemaDecidesTheTypesOfCells() {
        Verdict.Valid valid = Verdicts.valid(
                validate("""
                {"properties": {
                    "n": {"type": "integer"}, "ok": {"type": "boolean"}, "price": {"type": ["number", "null"]},
                    "tags": {"type": "array"}, "more": {"type": "object"}, "name": {"type": "string"}}}
                """, List.of("n", "ok", "price", "tags", "more", "name", "id"), "7,Yes,1.50,[1],{},7,7"));

        assertThat(json(valid))
                .isEqualTo("{\"n\":7,\"ok\":true,\"price\":1.50,\"tags\":[1],\"more\":{},\"name\":\"7\",\"id\":\"7\"}");
    }

    @Test
    void conditionsSeeTheTypesOfTheSchema() {
        String skipping = CONTRACT.replace("key:", "skip: {/n: 7}\nkey:");
        List<String> columns = List.of("id", "n");

        assertThat(validate(skipping, "{\"properties\": {\"n\": {\"type\": \"integer\"}}}", columns, "1,7"))
                .isInstanceOf(Verdict.Skipped.class);
        assertThat(validate(skipping, "{}", columns, "1,7")).isInstanceOf(Verdict.Valid.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"$ref\": \"#/$defs/count\"} | 7",
                "{\"$ref\": \"#/$defs/a%20b\"} | 7",
                "{\"allOf\": [{\"minimum\": 0}, {\"type\": \"integer\"}]} | 7",
                "{\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"string\"}]} | 7",
                "{\"oneOf\": [{\"type\": \"integer\"}, {\"type\": \"null\"}]} | 7",
                "{\"enum\": [6, 7]} | 7",
                "{\"const\": 7} | 7",
                "{\"type\": [\"string\", \"integer\"]} | 7",
                "{\"type\": \"string\"} | \"7\"",
                "{\"minLength\": 1} | \"7\"",
                "true | \"7\"",
            })
    void findsTheTypeInTheSchema(String property, String value) {
        Verdict.Valid valid = Verdicts.valid(validate(
                "{\"$defs\": {\"count\": {\"type\": \"integer\"}, \"a b\": {\"$ref\": \"#/$defs/count\"}},"
                        + "\"properties\": {\"v\": " + property + "}}",
                List.of("id", "v"),
                "1,7"));

        assertThat(json(valid)).isEqualTo("{\"id\":\"1\",\"v\":" + value + "}");
    }

    @Test
    void findsTypesThatAPartOfTheSchemaDeclares() {
        Verdict.Valid valid = Verdicts.valid(validate(
                "{\"allOf\": [{\"$ref\": \"#/$defs/base\"}], \"$defs\": {\"base\": {\"properties\": {\"v\": {\"type\": \"integer\"}}}}}",
                List.of("id", "v"),
                "1,7"));

        assertThat(json(valid)).endsWith("\"v\":7}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "number  | 0                     | 0",
                "number  | -0                    | -0",
                "number  | 12345678901234567890  | 12345678901234567890",
                "number  | 1.10                  | 1.10",
                "number  | 1e5                   | 1e5",
                "number  | -1.5E-3               | -1.5E-3",
                "number  | `\"7\"`               | 7",
                "integer | 7.0                   | 7.0",
                "boolean | No                    | false",
                "boolean | `\"true\"`            | true",
                "array   | `\"[1, \"\"a\"\"]\"`  | `[1, \"a\"]`",
                "object  | `\"{\"\"a\"\": 1.0}\"` | `{\"a\": 1.0}`",
                "string  | `\"\"`                 | `\"\"`",
                "string  | `\"a,\"\"b\"\"\"`       | `\"a,\\\"b\\\"\"`",
                "string  | Å€😀                  | `\"Å€😀\"`",
                "string  | `\"N/A\"`             | `\"N/A\"`",
                "null    | ``                    | null",
                "null    | N/A                   | null",
            })
    void readsACellAsItsType(String type, String cell, String value) {
        Verdict.Valid valid = Verdicts.valid(validate(schema(type), List.of("id", "v"), "1," + cell));

        assertThat(json(valid)).isEqualTo("{\"id\":\"1\",\"v\":" + value + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "number  | 007   | string found, number expected",
                "number  | +1    | string found, number expected",
                "number  | ` 1`  | string found, number expected",
                "number  | 1.    | string found, number expected",
                "number  | .5    | string found, number expected",
                "number  | 1e    | string found, number expected",
                "number  | 0x1   | string found, number expected",
                "number  | NaN   | string found, number expected",
                "number  | 1e999999999  | string found, number expected",
                "number  | 1e9999999999 | string found, number expected",
                "integer | 7.5   | number found, integer expected",
                "boolean | TRUE  | string found, boolean expected",
                "boolean | 1     | string found, boolean expected",
                "array   | {}    | string found, array expected",
                "array   | [1    | string found, array expected",
                "object  | secret | string found, object expected",
                "string  | ``    | null found, string expected",
            })
    void reportsACellOfAnotherTypeWithoutItsValue(String type, String cell, String message) {
        Verdict.Invalid invalid = Verdicts.invalid(validate(schema(type), List.of("id", "v"), "1," + cell));

        assertThat(invalid.reasons()).containsExactly(new Reason("type", "/v", message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,2,3     | ragged_row | line 17: the row has 3 cells, but there are 2 columns",
                "1         | ragged_row | line 17: the row has 1 cell, but there are 2 columns",
                "``        | ragged_row | line 17: the row has 1 cell, but there are 2 columns",
                "1,2,      | ragged_row | line 17: the row has 3 cells, but there are 2 columns",
                "`1,\"x`  | bad_cell   | line 17: cell 2 has an opening quote, but no closing one",
                "`1,\"x\"y` | bad_cell | line 17: cell 2 has characters behind its closing quote",
            })
    void aRowMustHaveACellForEachColumn(String row, String code, String message) {
        Verdict.Invalid invalid = Verdicts.invalid(validate("{}", List.of("id", "v"), row));

        assertThat(invalid.reasons()).containsExactly(new Reason(code, "", message));
    }

    @Test
    void theRowOfARecordWithoutALineIsReportedWithoutIt() {
        byte[] format = new ValueFormat(Encoding.UTF_8, new ValueFormat.Csv(List.of("id", "v"), DIALECT)).toHeader();

        Verdict.Invalid invalid = Verdicts.invalid(catalog("{}")
                .validator("things")
                .validate("1".getBytes(UTF_8), new HeaderReader(name -> name.equals(Headers.FORMAT) ? format : null)));

        assertThat(invalid.reasons().get(0).message()).startsWith("the row has 1 cell");
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "latin-1", "utf-16le", "utf-16be", "utf-8"})
    void decodesRows(String label) {
        Encoding encoding = Encoding.ofLabel(label).orElseThrow();

        Verdict.Valid valid = Verdicts.valid(catalog("{}")
                .validator("things")
                .validate("1,\"Åse\n\"".getBytes(encoding.charset()), headers(encoding, List.of("id", "näme"))));

        assertThat(json(valid)).isEqualTo("{\"id\":\"1\",\"näme\":\"Åse\\n\"}");
    }

    @Test
    void rejectsARowInAnotherEncoding() {
        Verdict.Invalid invalid = Verdicts.invalid(catalog("{}")
                .validator("things")
                .validate(new byte[] {'1', ',', (byte) 0xC5}, headers(Encoding.UTF_8, List.of("id", "v"))));

        assertThat(invalid.reasons())
                .containsExactly(new Reason(
                        "not_utf8",
                        "",
                        "is not valid UTF-8 at byte 2; if the file has another encoding, declare it in the feed file"));
    }

    @Test
    void eachContractSeesTheTypesOfItsOwnSchema() {
        String integers = "{\"properties\": {\"kind\": {\"type\": \"integer\"}}}";
        ContractFiles.write(directory, "one", CONTRACT.replace("match: all", "match: {/kind: 1}"), integers);
        ContractFiles.write(
                directory,
                "two",
                CONTRACT.replace("match: all", "match: {/kind: \"2\"}")
                        .replace("thing", "other")
                        .replace("feeds: [others]", "feeds: [things]"),
                "{}");
        EventValidator validator = Catalog.load(directory).validator("things");
        HeaderReader headers = headers(Encoding.UTF_8, List.of("id", "kind"));

        Verdict.Valid one = Verdicts.valid(validator.validate("7,1".getBytes(UTF_8), headers));
        Verdict.Valid two = Verdicts.valid(validator.validate("7,2".getBytes(UTF_8), headers));
        Verdict.Invalid none = Verdicts.invalid(validator.validate("7,3".getBytes(UTF_8), headers));

        assertThat(one.contract().type()).isEqualTo("thing");
        assertThat(json(one)).isEqualTo("{\"id\":\"7\",\"kind\":1}");
        assertThat(two.contract().type()).isEqualTo("other");
        assertThat(json(two)).isEqualTo("{\"id\":\"7\",\"kind\":\"2\"}");
        assertThat(none.reasons()).extracting(Reason::code).containsExactly("unknown_type");
    }

    @Test
    void theFormatCanChangeBetweenRows() {
        EventValidator validator = catalog("{}").validator("things");

        Verdict.Valid first =
                Verdicts.valid(validator.validate("1,a".getBytes(UTF_8), headers(Encoding.UTF_8, List.of("id", "v"))));
        Verdict.Valid second =
                Verdicts.valid(validator.validate("a,1".getBytes(UTF_8), headers(Encoding.UTF_8, List.of("w", "id"))));

        assertThat(json(first)).isEqualTo("{\"id\":\"1\",\"v\":\"a\"}");
        assertThat(json(second)).isEqualTo("{\"w\":\"a\",\"id\":\"1\"}");
    }

    @Test
    void theSinkReadsTheRowOfTheObject() {
        Catalog catalog = catalog(schema("string"));
        Verdict.Valid valid = Verdicts.valid(catalog.validator("things")
                .validate("x,\"a \"\"b\"\"\"".getBytes(UTF_8), headers(Encoding.UTF_8, List.of("id", "v"))));

        assertThat(catalog.rowReader(valid.contract()).read(valid.event())[0]).isEqualTo("x");
        assertThat(new String(valid.key(), UTF_8)).isEqualTo("x");
    }

    @Test
    void aNulCharacterIsReportedByItsColumn() {
        Verdict.Invalid invalid = Verdicts.invalid(validate("{}", List.of("id", "v"), "a\u0000b,1"));

        assertThat(invalid.reasons())
                .extracting(Reason::code, Reason::pointer)
                .containsExactly(tuple("nul_character", "/id"));
    }

    private static final String CONTRACT = """
            type: thing
            feeds: [things]
            match: all
            schema: schema.json
            key: [/id]
            keep: latest
            table: things
            columns:
              id: {from: /id, type: text}
              line: {from: "@line", type: bigint}
              version: {from: "@version", type: bytea}
            """;

    private Verdict validate(String schema, List<String> columns, String row) {
        return validate(CONTRACT, schema, columns, row);
    }

    private Verdict validate(String contract, String schema, List<String> columns, String row) {
        return Catalog.load(ContractFiles.write(directory, "thing", contract, schema))
                .validator("things")
                .validate(row.getBytes(UTF_8), headers(Encoding.UTF_8, columns));
    }

    private Catalog catalog(String schema) {
        return Catalog.load(ContractFiles.write(directory, "thing", CONTRACT, schema));
    }

    private static String schema(String type) {
        return "{\"properties\": {\"v\": {\"type\": \"" + type + "\"}}}";
    }

    private static HeaderReader headers(Encoding encoding, List<String> columns) {
        byte[] format = new ValueFormat(encoding, new ValueFormat.Csv(columns, DIALECT)).toHeader();
        return new HeaderReader(name -> switch (name) {
            case Headers.FORMAT -> format;
            case Headers.LINE -> "17".getBytes(UTF_8);
            default -> null;
        });
    }

    private static String json(Verdict.Valid valid) {
        return new String(valid.event(), UTF_8);
    }
}
