package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wherry.wire.HeaderReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code children} of a contract make of the arrays in events, and the faults of {@code children}. */
class ChildTablesTest {
    private static final String LINES = """
            children:
              shop.lines:
                each: /order/lines
                key: [/sku, /color]
                columns:
                  thing: {from: "@parent/id", type: bigint}
                  sku:   {from: /sku, type: numeric}
                  color: {from: /color, type: text}
                  n:     {from: "@index", type: integer}
                  at:    {from: "@parent/at", type: timestamptz, time: {epoch: seconds}}
                  price: {from: /price, type: numeric, read: number, default: 0}
                  free:  {when: {/price: [0, null]}, type: boolean}
            """;
    private static final String POINTS = """
            children:
              points:
                each: /points
                columns:
                  thing: {from: "@parent/id", type: bigint}
                  place: {from: "@index", type: integer}
                  lat:   {from: /0, type: double}
            """;

    @TempDir
    Path directory;

    @Test
    void eachElementIsARow() {
        RowReader.Rows rows = rows(LINES, """
                {"type": "thing", "id": 7, "at": 1600000000, "order": {"lines": [
                    {"sku": 1.0, "color": "red", "price": "2.50"}, {"sku": 1, "color": "blue"}]}}""");

        Instant at = Instant.parse("2020-09-13T12:26:40Z");
        assertThat(rows.row()).startsWith(7L);
        assertThat(rows.children()).hasSize(1);
        assertThat(rows.children().get(0)).hasSize(2);
        assertThat(texts(rows.children().get(0).get(0))).isEqualTo(texts(7L, "1.0", "red", 0, at, "2.50", false));
        assertThat(texts(rows.children().get(0).get(1))).isEqualTo(texts(7L, "1", "blue", 1, at, "0", true));
    }

    @Test
    void elementsMayBeArrays() {
        assertThat(rows(POINTS, "{\"type\": \"thing\", \"id\": 7, \"points\": [[1.5, 2], []]}")
                        .children())
                .singleElement()
                .satisfies(points ->
                        assertThat(points).containsExactly(new Object[] {7L, 0, 1.5}, new Object[] {7L, 1, null}));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"order\": null}", "{\"order\": {\"lines\": null}}", "{\"order\": {\"lines\": []}}"})
    void anAbsentArrayHasNoRows(String rest) {
        String event = "{\"type\": \"thing\", \"id\": 7" + (rest.equals("{}") ? "}" : ", " + rest.substring(1));

        assertThat(rows(LINES, event).children()).containsExactly(List.of());
    }

    static Stream<Arguments> invalidElements() {
        return Stream.of(
                Arguments.of("{\"sku\": 1, \"color\": \"a\"}", List.of("/order/lines type")),
                Arguments.of("[7]", List.of("/order/lines/0 type")),
                Arguments.of(
                        "[{\"sku\": 1, \"color\": \"a\"}, null, \"x\"]",
                        List.of("/order/lines/1 type", "/order/lines/2 type")),
                Arguments.of(
                        "[{\"sku\": 1}, {\"color\": null, \"sku\": \"x\"}]",
                        List.of(
                                "/order/lines/0/color missing_key",
                                "/order/lines/1/color missing_key",
                                "/order/lines/1/sku type")),
                Arguments.of(
                        "[{\"sku\": 1, \"color\": \"a\"}, {\"sku\": 1, \"color\": \"b\"}, {\"sku\": 1.0, \"color\": \"a\"}]",
                        List.of("/order/lines/2 duplicate_element")),
                Arguments.of(
                        "[{\"sku\": 1, \"color\": \"" + "x".repeat(2_000) + "\"}]",
                        List.of("/order/lines/0 key_too_long")),
                Arguments.of(
                        "[{\"sku\": 1, \"color\": \"a\", \"price\": \"dear\"}]", List.of("/order/lines/0/price type")));
    }

    @ParameterizedTest
    @MethodSource("invalidElements")
    void elementsThatAreNoRowsMakeTheEventInvalid(String lines, List<String> reasons) {
        String event = "{\"type\": \"thing\", \"id\": 7, \"order\": {\"lines\": " + lines + "}}";
        Catalog catalog = ContractFiles.catalog(directory, ContractFiles.THING + LINES);

        assertThat(Verdicts.invalid(validate(catalog, event)).reasons())
                .extracting(reason -> reason.pointer() + " " + reason.code())
                .containsExactlyElementsOf(reasons);
    }

    @Test
    void reasonsAreBoundedAndContainNoValues() {
        String lines = String.join(",", Collections.nCopies(20_000, "{\"sku\": 1, \"color\": \"secret\"}"));
        Catalog catalog = ContractFiles.catalog(directory, ContractFiles.THING + LINES);

        List<Reason> reasons = Verdicts.invalid(
                        validate(catalog, "{\"type\": \"thing\", \"id\": 7, \"order\": {\"lines\": [" + lines + "]}}"))
                .reasons();

        assertThat(reasons).hasSize(Verdict.Invalid.MAX_REASONS + 1);
        assertThat(reasons.toString()).doesNotContain("secret");
    }

    @Test
    void theReaderRefusesWhatTheValidatorDoes() {
        Catalog catalog = ContractFiles.catalog(directory, ContractFiles.THING + LINES);
        RowReader reader = catalog.rowReader(catalog.contracts().get(0));

        assertThatThrownBy(() -> reader.readAll(bytes("{\"id\": 7, \"order\": {\"lines\": 7}}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDigestDependsOnTheChildren() {
        Catalog without = ContractFiles.catalog(directory.resolve("a"), ContractFiles.THING);
        Catalog with = ContractFiles.catalog(directory.resolve("b"), ContractFiles.THING + POINTS);

        assertThat(with.definition(with.contracts().get(0)))
                .isNotEqualTo(without.definition(without.contracts().get(0)));
        assertThat(with.contracts().get(0).tableNames())
                .containsExactly(TableName.of("things"), TableName.of("points"));
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "each: /order/lines | each: order | /children/shop.lines/each | is not a JSON pointer",
                "each: /order/lines | eech: /lines | /children/shop.lines/eech | did you mean each?",
                "each: /order/lines | eech: /lines | /children/shop.lines/each | is missing",
                "shop.lines: | li;nes: | /children/li;nes | is not allowed here",
                "shop.lines: | wherry_lines: | /children/wherry_lines | is reserved for Wherry",
                "shop.lines: | pg_x.lines: | /children/pg_x.lines | is in a schema of PostgreSQL",
                "shop.lines: | things: | /children/things | is also filled by the contract's events",
                "key: [/sku, /color] | key: [] | /children/shop.lines/key | is empty",
                "key: [/sku, /color] | key: [/sku, /sku] | /children/shop.lines/key | contains a duplicate",
                "key: [/sku, /color] | key: [/other] | /children/shop.lines/key | /other fills no column",
                "key: [/sku, /color] | key: [sku] | /children/shop.lines/key/0 | is not a JSON pointer",
                "color: {from: /color, | color: {from: /sku, | /children/shop.lines/key | /sku fills more than one column: sku, color",
                "from: /sku, type: numeric | from: /sku, type: double | /children/shop.lines/columns/sku/type | cannot be a key",
                "thing: {from: \"@parent/id\" | thing: {from: \"@parent/other\" | /children/shop.lines/columns | \"@parent/id\", a part of the contract's key, fills no column",
                "n:     {from: \"@index\", type: integer} | m: {from: \"@parent/id\", type: bigint} | /children/shop.lines/columns | fills more than one column: thing, m",
                "thing: {from: \"@parent/id\", type: bigint} | thing: {from: \"@parent/id\", type: text} | /children/shop.lines/columns/thing/type | column id of the contract's key cannot have type text",
                "\"@parent/id\", type: bigint} | \"@parent/id\", type: bigint, read: number} | /children/shop.lines/columns/thing/read | is unknown",
                "\"@index\", type: integer | \"@index\", type: bigint | /children/shop.lines/columns/n/type | write type: integer",
                "\"@index\" | \"@file\" | /children/shop.lines/columns/n/from | is unknown in children",
                "\"@index\", type: integer | \"@parent\", type: jsonb | /children/shop.lines/columns/n/from | is unknown in children",
                "\"@index\", type: integer | /n, type: bytea | /children/shop.lines/columns/n/type | bytea is reserved",
                "\"@index\", type: integer | /n, type: integr | /children/shop.lines/columns/n/type | is unknown",
                "default: 0} | default: \"@database\"} | /children/shop.lines/columns/price/default | write the value itself",
                "time: {epoch: seconds}} | time: {epoch: seconds}, default: \"@database\"} | /children/shop.lines/columns/at/default | write the value itself",
                "n:     {from | n;: {from | /children/shop.lines/columns/n; | is not a column name",
                "/price: [0, null]}, type: boolean | /price: 0}, type: text | /children/shop.lines/columns/free/type | a condition cannot have type text",
                "/price: [0, null]} | price: 0} | /children/shop.lines/columns/free/when/price | is not a JSON pointer",
            })
    void faults(String original, String replacement, String pointer, String message) {
        assertThat(LINES).contains(original.strip());
        String contract = ContractFiles.THING + LINES.replace(original.strip(), replacement.strip());

        assertThat(faultsOf(contract)).anySatisfy(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.toString()).contains(message);
        });
    }

    @Test
    void childrenWithoutAKeyNeedTheirPlace() {
        assertThat(faultsOf(ContractFiles.THING + POINTS.replace("\"@index\", type: integer", "/1, type: integer")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString())
                        .contains(
                                "#/children/points/columns: \"@index\", which identifies the elements without a key,"));
    }

    @Test
    void childrenThatAreNoMappingAreAFault() {
        assertThat(faultsOf(ContractFiles.THING + "children: [lines]\n").toString())
                .contains("#/children: is not a mapping");
        assertThat(faultsOf(ContractFiles.THING + "children: {}\n").toString()).contains("#/children: is empty");
    }

    @Test
    void eventTablesHaveNoChildren() {
        String contract = ContractFiles.THING.replace("latest", "every").replaceAll("  version: .*\n", "") + POINTS;

        assertThat(faultsOf(contract)).singleElement().satisfies(fault -> assertThat(fault.toString())
                .contains("#/children", "every event has its own row"));
    }

    @Test
    void twoContractsCannotFillOneChildTable() {
        ContractFiles.write(directory, "a", ContractFiles.THING + POINTS, "{}");
        ContractFiles.write(
                directory,
                "b",
                (ContractFiles.THING + POINTS)
                        .replace("thing}", "other}")
                        .replace("type: thing\n", "type: other\n")
                        .replace("table: things", "table: others"),
                "{}");

        InvalidContractsException invalid =
                catchThrowableOfType(InvalidContractsException.class, () -> Catalog.load(directory));

        assertThat(invalid.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/children/points");
            assertThat(fault.problem()).startsWith("table points is also filled by ");
        });
    }

    private List<Fault> faultsOf(String contract) {
        InvalidContractsException invalid =
                catchThrowableOfType(InvalidContractsException.class, () -> ContractFiles.catalog(directory, contract));
        return invalid.faults();
    }

    private RowReader.Rows rows(String children, String event) {
        Catalog catalog = ContractFiles.catalog(directory, ContractFiles.THING + children);
        Verdicts.valid(validate(catalog, event));
        return catalog.rowReader(catalog.contracts().get(0)).readAll(bytes(event));
    }

    private static Verdict validate(Catalog catalog, String event) {
        return catalog.validator("things").validate(bytes(event), HeaderReader.NONE);
    }

    private static List<String> texts(Object... values) {
        return Stream.of(values).map(String::valueOf).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
