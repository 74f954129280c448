package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.HeaderReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code time}, {@code read} and {@code default} of a column make of the values of events. */
class ColumnSettingsTest {
    @TempDir
    Path directory;

    static Stream<Arguments> values() {
        Instant second = Instant.parse("2020-09-13T12:26:40Z");
        return Stream.of(
                Arguments.of("type: timestamptz, time: {epoch: seconds}", "1600000000", second),
                Arguments.of("type: timestamptz, time: {epoch: seconds}", "1.6e9", second),
                Arguments.of("type: timestamptz, time: {epoch: seconds}", "1600000000.25", second.plusMillis(250)),
                Arguments.of("type: timestamptz, time: {epoch: seconds}", "-0.5", Instant.EPOCH.minusMillis(500)),
                Arguments.of("type: timestamptz, time: {epoch: seconds}", "1e-16000", Instant.EPOCH),
                Arguments.of("type: timestamptz, time: {epoch: millis}", "1600000000123", second.plusMillis(123)),
                Arguments.of("type: timestamptz, time: {epoch: millis}", "-1", Instant.EPOCH.minusMillis(1)),
                Arguments.of("type: timestamptz, time: {epoch: micros}", "1600000000000001", second.plusNanos(1_000)),
                Arguments.of("type: timestamptz, time: {epoch: nanos}", "1600000000000001999", second.plusNanos(1_000)),
                Arguments.of(
                        "type: timestamptz, time: {epoch: seconds, format: iso}", "\"2020-09-13T12:26:40Z\"", second),
                Arguments.of(
                        "type: timestamptz, time: {format: [iso, \"dd.MM.uuuu HH:mm:ss\"], zone: Europe/Berlin}",
                        "\"13.09.2020 14:26:40\"",
                        second),
                Arguments.of(
                        "type: timestamptz, time: {format: [iso, \"dd.MM.uuuu HH:mm:ss\"], zone: Europe/Berlin}",
                        "\"2020-09-13T12:26:40Z\"",
                        second),
                Arguments.of(
                        "type: timestamptz, time: {format: \"dd.MM.uuuu\", zone: Europe/Berlin}",
                        "\"13.09.2020\"",
                        Instant.parse("2020-09-12T22:00:00Z")),
                Arguments.of("type: date, time: {format: \"dd.MM.uuuu\"}", "\"13.09.2020\"", LocalDate.of(2020, 9, 13)),
                Arguments.of("type: date, time: {epoch: seconds}", "1600041600", LocalDate.of(2020, 9, 14)),
                Arguments.of(
                        "type: date, time: {epoch: seconds, zone: America/New_York}",
                        "1600041600",
                        LocalDate.of(2020, 9, 13)),
                Arguments.of("type: date, time: {format: iso}", "\"infinity\"", LocalDate.MAX),
                Arguments.of("type: numeric, read: number", "\"12.50\"", new BigDecimal("12.50")),
                Arguments.of("type: numeric, read: number", "12.50", new BigDecimal("12.50")),
                Arguments.of("type: bigint, read: [trim, empty-as-null, number]", "\"  7\\n\"", 7L),
                Arguments.of("type: bigint, read: [number, empty-as-null, trim]", "\"  \"", null),
                Arguments.of("type: timestamptz, time: {epoch: seconds}, read: number", "\"1600000000\"", second),
                Arguments.of("type: boolean, read: boolean", "\"True\"", true),
                Arguments.of("type: boolean, read: boolean", "false", false),
                Arguments.of("type: \"bigint[]\", read: json", "\"[1, 2, 2]\"", List.of(1L, 2L, 2L)),
                Arguments.of("type: jsonb, read: json", "\"{\\\"a\\\": 1}\"", "{\"a\":1}"),
                Arguments.of("type: text, read: json", "\"null\"", null),
                Arguments.of("type: text, read: trim", "\" a b \"", "a b"),
                Arguments.of("type: text, read: empty-as-null", "\"\"", null),
                Arguments.of("type: text, read: empty-as-null, default: none", "\"\"", "none"),
                Arguments.of("type: bigint, default: 7", "null", 7L),
                Arguments.of("type: bigint, default: 7", "8", 8L),
                Arguments.of(
                        "type: timestamptz, default: 2026-11-21T00:00:00Z",
                        "null",
                        Instant.parse("2026-11-21T00:00:00Z")),
                Arguments.of("type: boolean, default: false", "null", false));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsAValue(String settings, String json, Object expected) {
        assertThat(row(settings, "{\"type\": \"thing\", \"id\": 1, \"v\": " + json + "}")[1])
                .isEqualTo(expected);
    }

    @Test
    void anAbsentValueHasTheDefault() {
        assertThat(row("type: text, default: none", "{\"type\": \"thing\", \"id\": 1}")[1])
                .isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: timestamptz, time: {epoch: seconds} | \"2020-09-13T12:26:40Z\" | type | requires a number",
                "type: timestamptz | 1600000000 | type | requires a string",
                "type: timestamptz, time: {epoch: seconds, format: iso} | true | type | requires a number or a string",
                "type: timestamptz, time: {epoch: seconds} | 1e131000 | out_of_range | too far from 1970",
                "type: timestamptz, time: {epoch: seconds} | 9223372036854775807 | out_of_range | too far from 1970",
                "type: timestamptz, time: {epoch: seconds} | 9224318016000 | out_of_range | outside the range of timestamptz",
                "type: timestamptz, time: {format: [iso, dd.MM.uuuu], zone: UTC} | \"2020\" | timestamp_format | ISO-8601, or dd.MM.uuuu",
                "type: timestamptz | \"2016-12-31T23:59:60Z\" | timestamp_format | ISO-8601",
                "type: date, time: {epoch: seconds} | \"2020-09-13\" | type | requires a number",
                "type: bigint, read: number | \"7 apples\" | type | a string that is not a number",
                "type: bigint, read: number | \"\" | type | a string that is not a number",
                "type: bigint, read: number | \"7.5\" | type | has a fraction",
                "type: boolean, read: boolean | \"yes\" | type | a string that is not true or false",
                "type: jsonb, read: json | \"{\" | type | a string that is not a JSON document",
                "type: bigint, default: 7 | \"x\" | type | requires a whole number",
            })
    void rejectsAValue(String settings, String json, String code, String message) {
        Catalog catalog = ContractFiles.catalog(directory, contract(settings));
        Verdict verdict = validate(catalog, "{\"type\": \"thing\", \"id\": 1, \"v\": " + json + "}");

        assertThat(Verdicts.invalid(verdict).reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(code);
            assertThat(reason.pointer()).isEqualTo("/v");
            assertThat(reason.message()).contains(message);
        });
    }

    @Test
    void aKeyThatIsReadAsNullIsMissing() {
        String contract =
                ContractFiles.THING.replace("type: bigint}", "type: bigint, read: [trim, empty-as-null, number]}");
        Catalog catalog = ContractFiles.catalog(directory, contract);

        Verdict missing = validate(catalog, "{\"type\": \"thing\", \"id\": \" \"}");
        assertThat(Verdicts.invalid(missing).reasons()).extracting(Reason::code).containsExactly("missing_key");
        Verdict.Valid text =
                Verdicts.valid(validate(catalog, "{\"type\": \"thing\", \"id\": \"07\"}".replace("07", "7")));
        Verdict.Valid number = Verdicts.valid(validate(catalog, "{\"type\": \"thing\", \"id\": 7}"));
        assertThat(text.key()).isEqualTo(number.key());
    }

    @Test
    void aVersionFieldHasATimeOfItsOwn() {
        Catalog catalog = ContractFiles.catalog(
                directory,
                ContractFiles.THING.replace(
                        "keep: latest", "keep: latest\nversion: [{from: /v, as: timestamp, time: {epoch: seconds}}]"));

        byte[] earlier = Verdicts.valid(validate(catalog, "{\"type\": \"thing\", \"id\": 1, \"v\": 99}"))
                .version();
        byte[] later = Verdicts.valid(validate(catalog, "{\"type\": \"thing\", \"id\": 1, \"v\": 100}"))
                .version();
        assertThat(Arrays.compareUnsigned(earlier, later)).isNegative();
    }

    private Object[] row(String settings, String event) {
        Catalog catalog = ContractFiles.catalog(directory, contract(settings));
        byte[] valid = Verdicts.valid(validate(catalog, event)).event();
        return catalog.rowReader(catalog.contracts().get(0)).read(valid);
    }

    private static String contract(String settings) {
        return ContractFiles.THING.replace("  version:", "  v: {from: /v, " + settings + "}\n  version:");
    }

    private static Verdict validate(Catalog catalog, String event) {
        return catalog.validator("things").validate(event.getBytes(StandardCharsets.UTF_8), HeaderReader.NONE);
    }
}
