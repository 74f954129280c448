package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.contracts.value.KeyEncoder;
import dev.wherry.wire.HeaderReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two keys are equal in the topic exactly if they are equal in the database. */
class KeysTest {
    /** The order of the key's parts is not that of the columns. */
    private static final String COMPOSITE = ContractFiles.THING
            .replace("key: [/id]", "key: [/id, /part]")
            .replace(
                    "  id: {from: /id, type: bigint}",
                    "  part: {from: /part, type: bigint}\n  id: {from: /id, type: text}");

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
                "date | -infinity | -infinity | -infinity",
                "date | 2026-11-21 | 2026-11-21 | 2026-11-21",
                "timestamptz | infinity | infinity | infinity",
                "timestamptz | -infinity | -infinity | -infinity",
                "integer | -1 | -1.0 | -1",
                "boolean | false | false | false",
                "text | Å | \\u00c5 | Å",
            })
    void equalKeysHaveEqualBytes(String type, String one, String other, String text) {
        assertThat(key(type, json(type, one))).isEqualTo(text);
        assertThat(key(type, json(type, other))).isEqualTo(text);
        assertIsReadBack(catalog(type), event(json(type, one)));
    }

    @Test
    void keepsThePartsOfAKeyApart() {
        assertThat(compositeKey("\"a\\\",\\\"b\"", "1")).isEqualTo("[\"a\\\",\\\"b\",\"1\"]");
        assertThat(compositeKey("\"a\"", "11")).isNotEqualTo(compositeKey("\"a1\"", "1"));
    }

    @Test
    void readsTheColumnsOfACompositeKey() {
        Catalog catalog = ContractFiles.catalog(directory, COMPOSITE);
        RowReader rows = catalog.rowReader(catalog.contracts().get(0));

        assertThat(rows.readKey("[\"a\\\",\\\"b\",\"7\"]".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(7L, "a\",\"b", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "[]", "[\"a\"]", "[\"a\", 7]", "[\"a\", null]", "[\"a\", \"b\"]", "{}", "[\"a\", \"7\""
            })
    void namesNoValueOfAKeyThatItCannotRead(String key) {
        Catalog catalog = ContractFiles.catalog(directory, COMPOSITE);
        RowReader rows = catalog.rowReader(catalog.contracts().get(0));

        assertThatThrownBy(() -> rows.readKey(key.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the record's key is no key of type thing");
    }

    /** A deletion has only the key, and must find the row that an event of the key has filled. */
    private static void assertIsReadBack(Catalog catalog, byte[] event) {
        RowReader rows = catalog.rowReader(catalog.contracts().get(0));
        Verdict.Valid valid = Verdicts.valid(catalog.validator("things").validate(event, HeaderReader.NONE));

        Object written = rows.read(event)[0];
        Object[] read = rows.readKey(valid.key());

        assertThat(read).hasSize(2);
        assertThat(read[0]).hasSameClassAs(written);
        assertThat(KeyEncoder.encode(List.of(read[0]))).isEqualTo(valid.key());
        assertThat(read[1]).isNull();
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
        boolean plain =
                type.equals("boolean") || (!value.matches("NaN") && type.matches("bigint|integer|smallint|numeric"));
        return plain ? value : "\"" + value + "\"";
    }

    private String key(String type, String value) {
        return key(catalog(type), event(value));
    }

    private String compositeKey(String one, String other) {
        return key(
                ContractFiles.catalog(directory, COMPOSITE),
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
