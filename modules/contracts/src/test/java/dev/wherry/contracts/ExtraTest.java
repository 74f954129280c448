package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wherry.wire.HeaderReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties that the schema does not declare. */
class ExtraTest {
    private static final String SCHEMA = """
            {
              "$defs": {"node": {"properties": {"name": {}, "child": {"$ref": "#/$defs/node"}}}},
              "properties": {
                "type": {}, "id": {},
                "payload": {"properties": {"name": {"type": ["string", "null"]}, "free": {"type": "object"}}},
                "lines": {"type": "array", "items": {"properties": {"sku": {}}}},
                "pair": {"prefixItems": [{"properties": {"a": {}}}], "items": {"properties": {"b": {}}}},
                "tree": {"$ref": "#/$defs/node"},
                "prices": {"additionalProperties": {"properties": {"amount": {}}}},
                "coded": {"patternProperties": {"^x_": {"properties": {"v": {}}}}},
                "either": {"anyOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]},
                "when": {"if": {"properties": {"kind": {"const": "k"}}}, "then": {"required": ["value"]}}
              }
            }
            """;

    @TempDir
    Path directory;

    private Catalog catalog(String extra, String columns) {
        String contract = ContractFiles.THING.replace("keep: latest", "keep: latest\nextra: " + extra) + columns;
        return Catalog.load(ContractFiles.write(directory, "thing", contract, SCHEMA));
    }

    private static Verdict verdict(Catalog catalog, String json) {
        return catalog.validator("things").validate(bytes(json), HeaderReader.NONE);
    }

    private static byte[] bytes(String json) {
        return json.replace("'", "\"").getBytes(StandardCharsets.UTF_8);
    }

    private static String event(String properties) {
        return "{'type': 'thing', 'id': 1" + (properties.isEmpty() ? "" : ", " + properties) + "}";
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "'payload': {'name': 'x', 'free': {'any': 1}} | none | none",
                "'color': 'red' | `` | {'/color': 'red'}",
                "'color': null | `` | {'/color': null}",
                "'a/b~c': 1 | `` | {'/a~1b~0c': 1}",
                "'payload': {'color': 'red'}, 'size': [1.50] | ` /payload` | {'/payload/color': 'red', '/size': [1.50]}",
                "'lines': [{'sku': 1}, {'sku': 2, 'qty': 3}] | /lines/1 | {'/lines/1/qty': 3}",
                "'pair': [{'a': 1, 'b': 2}, {'b': 3}, {'a': 4}] | /pair/2 | {'/pair/2/a': 4}",
                "'tree': {'child': {'child': {'name': 1, 'sort': 2}}} | /tree/child/child | {'/tree/child/child/sort': 2}",
                "'prices': {'DKK': {'amount': 1}, 'SEK': {'amount': 1, 'tax': 2}} | /prices/SEK | {'/prices/SEK/tax': 2}",
                "'coded': {'x_1': {'v': 1}, 'x_2': {'w': 2}, 'y': 3} | `/coded /coded/x_2` | {'/coded/x_2/w': 2, '/coded/y': 3}",
                "'either': {'a': 1, 'b': 2, 'c': 3} | /either | {'/either/c': 3}",
                "'when': {'kind': 'k', 'value': 1, 'other': 2} | /when | {'/when/other': 2}",
                "'payload': 'no object' | none | none",
            })
    void areFoundAtAnyDepthWhereTheSchemaNamesProperties(String properties, String objects, String kept) {
        String json = event(properties);

        Verdict refused = verdict(catalog("quarantine", ""), json);
        Catalog keeping = catalog("keep", "  rest: {from: \"@extra\", type: jsonb}\n");
        Object[] row = keeping.rowReader(keeping.contracts().get(0)).read(bytes(json));

        if (objects == null) {
            assertThat(refused).isInstanceOf(Verdict.Valid.class);
        } else {
            assertThat(Verdicts.invalid(refused).reasons())
                    .allSatisfy(reason -> {
                        assertThat(reason.code()).isEqualTo("undeclared_property");
                        assertThat(reason.message())
                                .matches("has (a property|2 properties) that the schema does not declare");
                    })
                    .extracting(Reason::pointer)
                    .containsExactly(
                            (objects + " ").split(" ", -1).length == 2
                                    ? new String[] {objects}
                                    : Arrays.stream(objects.split(" ", -1)).toArray(String[]::new));
        }
        assertThat(row[2])
                .isEqualTo(
                        kept == null
                                ? null
                                : kept.replace("'", "\"").replace(": ", ":").replace(", ", ","));
        assertThat(verdict(keeping, json)).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void areIgnoredByDefault() {
        Catalog catalog = Catalog.load(ContractFiles.write(directory, "thing", ContractFiles.THING, SCHEMA));

        assertThat(verdict(catalog, event("'color': 'red'"))).isInstanceOf(Verdict.Valid.class);
        assertThat(catalog.contracts().get(0).extra()).isEqualTo(Extra.IGNORE);
    }

    @Test
    void doNotIncludeWhatTheContractReads() {
        Catalog catalog = catalog("quarantine", "  deep: {from: /payload/deep/1/x, type: text}\n");

        assertThat(verdict(catalog, event("'payload': {'deep': [{'y': 1}, {'x': 'a', 'y': 2}]}")))
                .isInstanceOf(Verdict.Valid.class);
        assertThat(verdict(catalog, event("'payload': {'deeper': 1}"))).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void areNotNamedInReasons() {
        Verdict verdict = verdict(catalog("quarantine", ""), event("'secret name': 'secret value'"));

        assertThat(Verdicts.invalid(verdict).reasons().toString()).doesNotContain("secret");
    }

    @Test
    void mustBeStorableIfTheyAreKept() {
        Catalog catalog = catalog("keep", "  rest: {from: \"@extra\", type: jsonb}\n");

        assertThat(Verdicts.invalid(verdict(catalog, event("'payload': {'color': 'a\\u0000'}")))
                        .reasons())
                .containsExactly(ReasonCode.NUL_CHARACTER.reason(
                        "/payload", "contains the character U+0000, which PostgreSQL cannot store"));
        assertThat(Verdicts.invalid(verdict(catalog, event("'x': '\\ud800'"))).reasons())
                .extracting(Reason::code)
                .containsExactly("lone_surrogate");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "keep | `` | {'properties': {'id': {}}} | /extra | no column holds the properties",
                "ignore | rest: {from: '@extra', type: jsonb} | {'properties': {'id': {}}} | /columns/rest/from | write extra: keep",
                "quarantine | rest: {from: '@extra', type: jsonb} | {'properties': {'id': {}}} | /columns/rest/from | write extra: keep",
                "keep | rest: {from: '@extra', type: text} | {'properties': {'id': {}}} | /columns/rest/type | write type: jsonb",
                "keep | `rest: {from: '@extra', type: jsonb}\n  more: {from: '@extra', type: jsonb}` | {'properties': {'id': {}}}"
                        + " | /columns | more than one column holds @extra: rest, more",
                "quarantine | `` | {'properties': {'id': {}}, 'additionalProperties': false} | /extra | remove additionalProperties",
                "quarantine | `` | {'properties': {'id': {}}, 'additionalProperties': {'type': 'string'}} | /extra | declares all",
                "quarantine | `` | {'type': 'object'} | /extra | the schema names no properties",
                "everything | `` | {'properties': {'id': {}}} | /extra | write one of ignore, keep, quarantine",
            })
    void faults(String extra, String column, String schema, String pointer, String text) {
        String contract = ContractFiles.THING.replace("keep: latest", "keep: latest\nextra: " + extra)
                + (column.isEmpty() ? "" : "  " + column + "\n");

        InvalidContractsException invalid = catchThrowableOfType(
                InvalidContractsException.class,
                () -> Catalog.load(ContractFiles.write(
                        directory,
                        "thing",
                        contract.replace("'@", "\"@").replace("a',", "a\",").replace("'", "\""),
                        schema.replace("'", "\""))));

        assertThat(invalid.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.toString()).contains(text);
        });
    }
}
