package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.wire.HeaderReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON values that each column type accepts, and those that it rejects. */
class ColumnValuesTest {
    @TempDir
    Path directory;

    static Stream<Arguments> acceptedValues() {
        return Stream.of(
                Arguments.of("smallint", "-32768", Short.MIN_VALUE),
                Arguments.of("smallint", "7.0", (short) 7),
                Arguments.of("integer", "2147483647", Integer.MAX_VALUE),
                Arguments.of("integer", "7e2", 700),
                Arguments.of("bigint", "7", 7L),
                Arguments.of("bigint", "7.0", 7L),
                Arguments.of("bigint", "-9223372036854775808", Long.MIN_VALUE),
                Arguments.of("bigint", "9223372036854775807.000", Long.MAX_VALUE),
                Arguments.of("numeric", "1.10", new BigDecimal("1.10")),
                Arguments.of(
                        "numeric",
                        "123456789012345678901234567890.123456789",
                        new BigDecimal("123456789012345678901234567890.123456789")),
                Arguments.of("numeric", "1e131071", new BigDecimal("1e131071")),
                Arguments.of("numeric", "1e-16383", new BigDecimal("1e-16383")),
                Arguments.of("numeric", "\"NaN\"", Double.NaN),
                Arguments.of("numeric", "\"-Infinity\"", Double.NEGATIVE_INFINITY),
                Arguments.of("double", "0.7860212738369404", 0.7860212738369404),
                Arguments.of("double", "7", 7.0),
                Arguments.of("double", "0e5", 0.0),
                Arguments.of("double", "4.9e-324", Double.MIN_VALUE),
                Arguments.of("double", "\"Infinity\"", Double.POSITIVE_INFINITY),
                Arguments.of("boolean", "false", false),
                Arguments.of("text", "\"\"", ""),
                Arguments.of("text", "\"\\ud83d\\ude00 Å\"", "\uD83D\uDE00 Å"),
                Arguments.of(
                        "uuid",
                        "\"00060354-48BA-47D8-82E2-6AF076A04A52\"",
                        UUID.fromString("00060354-48ba-47d8-82e2-6af076a04a52")),
                Arguments.of("date", "\"2024-02-29\"", LocalDate.of(2024, 2, 29)),
                Arguments.of("date", "\"infinity\"", LocalDate.MAX),
                Arguments.of("date", "\"-infinity\"", LocalDate.MIN),
                Arguments.of("date", "\"-4713-11-24\"", LocalDate.of(-4713, 11, 24)),
                Arguments.of("timestamptz", "\"2026-11-21T01:00:00+01:00\"", Instant.parse("2026-11-21T00:00:00Z")),
                Arguments.of(
                        "timestamptz",
                        "\"2026-11-21T00:00:00.1234567Z\"",
                        Instant.parse("2026-11-21T00:00:00.123456Z")),
                Arguments.of(
                        "timestamptz",
                        "\"1969-12-31T23:59:59.9999999Z\"",
                        Instant.parse("1969-12-31T23:59:59.999999Z")),
                Arguments.of("timestamptz", "\"-4713-11-24T00:00:00Z\"", Instant.parse("-4713-11-24T00:00:00Z")),
                Arguments.of(
                        "timestamptz",
                        "\"+294276-12-31T23:59:59.999999Z\"",
                        Instant.parse("+294276-12-31T23:59:59.999999Z")),
                Arguments.of("timestamptz", "\"infinity\"", Instant.MAX),
                Arguments.of("timestamptz", "\"-infinity\"", Instant.MIN),
                Arguments.of(
                        "jsonb", "{\"b\": [1.10, null, 1e2], \"a\": \"x\"}", "{\"b\":[1.10,null,1E+2],\"a\":\"x\"}"),
                Arguments.of("jsonb", "12345678901234567890123.5", "12345678901234567890123.5"),
                Arguments.of("bigint[]", "[1, null, 3.0]", Arrays.asList(1L, null, 3L)),
                Arguments.of("text[]", "[]", List.of()),
                Arguments.of("jsonb[]", "[{}, [1]]", List.of("{}", "[1]")),
                Arguments.of("text", "null", null),
                Arguments.of("text[]", "null", null));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("acceptedValues")
    void acceptsAValue(String type, String json, Object expected) {
        Catalog catalog = catalogWithColumn(type);
        byte[] event = event(json);

        Verdict.Valid valid = Verdicts.valid(validate(catalog, event));

        assertThat(catalog.rowReader(valid.contract()).read(event)[1]).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "smallint | 32768 | out_of_range",
                "integer | -2147483649 | out_of_range",
                "bigint | 9223372036854775808 | out_of_range",
                "bigint | 7.5 | type",
                "bigint | \"7\" | type",
                "bigint | true | type",
                "bigint | [7] | type",
                "numeric | 1e131072 | out_of_range",
                "numeric | 1e-16384 | out_of_range",
                "numeric | 1e999999999999 | out_of_range",
                "numeric | \"1\" | type",
                "numeric | \"nan\" | type",
                "double | 1e400 | out_of_range",
                "double | -1e400 | out_of_range",
                "double | 1e-400 | out_of_range",
                "double | \"1\" | type",
                "boolean | \"true\" | type",
                "boolean | 1 | type",
                "text | 7 | type",
                "text | false | type",
                "text | {} | type",
                "text | \"a\\u0000b\" | nul_character",
                "text | \"\\ud800\" | lone_surrogate",
                "text | \"\\ude00\\ud83d\" | lone_surrogate",
                "uuid | 7 | type",
                "uuid | \"1-2-3-4-5\" | uuid_format",
                "uuid | \"0006035448ba47d882e26af076a04a52\" | uuid_format",
                "uuid | \"{0060354-48ba-47d8-82e2-6af076a04a5}\" | uuid_format",
                "date | \"2023-02-29\" | date_format",
                "date | \"21.11.2026\" | date_format",
                "date | \"2026-11-21T00:00:00Z\" | date_format",
                "date | \"-4713-11-23\" | out_of_range",
                "date | \"+5874898-01-01\" | out_of_range",
                "timestamptz | \"2026-11-21T00:00:00\" | timestamp_format",
                "timestamptz | \"2026-11-21 00:00:00Z\" | timestamp_format",
                "timestamptz | \"2026-02-30T00:00:00Z\" | timestamp_format",
                "timestamptz | 1700000000 | type",
                "timestamptz | \"+294277-01-01T00:00:00Z\" | out_of_range",
                "timestamptz | \"-4713-11-23T23:59:59Z\" | out_of_range",
                "jsonb | {\"a\": [\"\\u0000\"]} | nul_character",
                "jsonb | {\"\\u0000\": 1} | nul_character",
                "jsonb | [\"\\udc00\"] | lone_surrogate",
                "text[] | \"a\" | type",
                "text[] | {} | type",
            })
    void rejectsAValue(String type, String json, String code) {
        Catalog catalog = catalogWithColumn(type);

        Verdict.Invalid invalid = Verdicts.invalid(validate(catalog, event(json)));

        assertThat(invalid.reasons().stream().map(reason -> reason.code() + " " + reason.pointer()))
                .containsExactly(code + " /value");
    }

    @Test
    void reportsEveryInvalidElementOfAnArray() {
        Verdict.Invalid invalid =
                Verdicts.invalid(validate(catalogWithColumn("bigint[]"), event("[1, \"2\", [3], 4]")));

        assertThat(invalid.reasons().stream().map(Reason::pointer)).containsExactly("/value/1", "/value/2");
    }

    @Test
    void readsAnAbsentValueAsNull() {
        Catalog catalog = catalogWithColumn("bigint");

        Object[] row = catalog.rowReader(catalog.contracts().get(0)).read(bytes("{\"type\":\"thing\",\"id\":1}"));

        assertThat(row[1]).isNull();
    }

    @Test
    void readsNoRowsOfInvalidEvents() {
        Catalog catalog = catalogWithColumn("bigint");
        RowReader reader = catalog.rowReader(catalog.contracts().get(0));

        assertThatThrownBy(() -> reader.read(event("\"7\""))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reader.read(bytes("{"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(reader.read(event("7"))[1]).isEqualTo(7L);
    }

    private Catalog catalogWithColumn(String type) {
        return ContractFiles.catalog(
                directory,
                ContractFiles.THING.replace(
                        "  version:", "  value: {from: /value, type: \"" + type + "\"}\n  version:"));
    }

    private static Verdict validate(Catalog catalog, byte[] event) {
        return catalog.validator("things").validate(event, HeaderReader.NONE);
    }

    private static byte[] event(String value) {
        return bytes("{\"type\": \"thing\", \"id\": 1, \"value\": " + value + "}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
