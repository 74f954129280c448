package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.HeaderReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two keys are equal in the topic exactly if they are equal in the database. */
class KeysTest {
    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bigint | 7 | 7.0 | 7",
                "bigint | -0 | 0 | 0",
                "smallint | 700 | 7e2 | 700",
                "numeric | 1.0 | 1.00 | 1",
                "numeric | 0.0 | -0 | 0",
                "numeric | 100 | 1e2 | 100",
                "numeric | 1e1000 | 10e999 | 1E+1000",
                "numeric | `NaN` | `NaN` | NaN",
                "uuid | 00060354-48BA-47D8-82E2-6AF076A04A52 | 00060354-48ba-47d8-82e2-6af076a04a52 | 00060354-48ba-47d8-82e2-6af076a04a52",
                "timestamptz | 2026-11-21T01:00:00+01:00 | 2026-11-21T00:00:00.0000001Z | 2026-11-21T00:00:00Z",
                "date | infinity | infinity | infinity",
                "boolean | true | true | true",
                "text | Å | \\u00c5 | Å",
            })
    void equalKeysHaveEqualBytes(String type, String one, String other, String text) {
        assertThat(key(type, json(type, one))).isEqualTo(text);
        assertThat(key(type, json(type, other))).isEqualTo(text);
    }

    @Test
    void keepsThePartsOfAKeyApart() {
        assertThat(compositeKey("\"a\\\",\\\"b\"", "1")).isEqualTo("[\"a\\\",\\\"b\",\"1\"]");
        assertThat(compositeKey("\"a\"", "11")).isNotEqualTo(compositeKey("\"a1\"", "1"));
    }

    @Test
    void rejectsAKeyTooLongForAnIndex() {
        Catalog catalog = catalog("text");
        byte[] event = event("\"" + "x".repeat(2_001) + "\"");

        Verdict.Invalid invalid = Verdicts.invalid(catalog.validator("things").validate(event, HeaderReader.NONE));

        assertThat(invalid.reasons().get(0).code()).isEqualTo("key_too_long");
        assertThat(key("text", "\"" + "x".repeat(2_000) + "\"")).hasSize(2_000);
    }

    @Test
    void theIdIsThatOfTheEventOrADigestOfItsBytes() {
        Catalog catalog = ContractFiles.catalog(directory, ContractFiles.THING.replace("key:", "id: /e\nkey:"));

        byte[] text = id(catalog, "\"1\"");
        byte[] number = id(catalog, "1");
        byte[] none = id(catalog, "null");
        byte[] otherNone = id(catalog, "null ");
        byte[] longText = id(catalog, "\"" + "x".repeat(1_000) + "\"");

        assertThat(text).isNotEqualTo(number);
        assertThat(none).isNotEqualTo(otherNone);
        assertThat(none).hasSize(32);
        assertThat(longText).hasSize(32);
        assertThat(id(catalog, " \"\\u0031\"")).isEqualTo(text);
    }

    private static byte[] id(Catalog catalog, String id) {
        byte[] event = ("{\"type\": \"thing\", \"id\": 1, \"e\": " + id + "}").getBytes(StandardCharsets.UTF_8);
        return Verdicts.valid(catalog.validator("things").validate(event, HeaderReader.NONE))
                .id();
    }

    private static String json(String type, String value) {
        boolean plain = type.equals("boolean") || (!value.matches("NaN") && type.matches("bigint|smallint|numeric"));
        return plain ? value : "\"" + value + "\"";
    }

    private String key(String type, String value) {
        return key(catalog(type), event(value));
    }

    private String compositeKey(String one, String other) {
        Catalog catalog = ContractFiles.catalog(
                directory,
                ContractFiles.THING
                        .replace("key: [/id]", "key: [/id, /part]")
                        .replace(
                                "  id: {from: /id, type: bigint}",
                                "  part: {from: /part, type: bigint}\n  id: {from: /id, type: text}"));
        return key(
                catalog,
                ("{\"type\": \"thing\", \"part\": " + other + ", \"id\": " + one + "}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static String key(Catalog catalog, byte[] event) {
        Verdict verdict = catalog.validator("things").validate(event, HeaderReader.NONE);
        return new String(Verdicts.valid(verdict).key(), StandardCharsets.UTF_8);
    }

    private Catalog catalog(String type) {
        return ContractFiles.catalog(directory, ContractFiles.THING.replace("type: bigint", "type: " + type));
    }

    private static byte[] event(String id) {
        return ("{\"type\": \"thing\", \"id\": " + id + "}").getBytes(StandardCharsets.UTF_8);
    }
}
