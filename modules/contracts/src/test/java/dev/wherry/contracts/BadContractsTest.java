package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.wherry.contracts.value.NumericLimits;
import dev.wherry.testing.badinput.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loading any files returns a catalog or reports faults with file, location and remedy. */
class BadContractsTest {
    private static final List<String> SCHEMAS = List.of(
            """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["id"],
             "properties": {"id": {"type": "integer", "minimum": 0, "maximum": 1e9}, "a": {"$ref": "#/$defs/a"}},
             "$defs": {"a": {"type": ["string", "null"], "pattern": "^[a-z]+$", "maxLength": 7, "format": "uuid"}},
             "patternProperties": {"^x": {"enum": [1, "b", null, 1e99]}}, "additionalProperties": {"const": 3},
             "anyOf": [{"not": {"multipleOf": 0.5}}, {"items": {"contains": {"minItems": 1}}}]}
            """, "true", "{}", "[".repeat(1_500) + "]".repeat(1_500), "{\"not\":".repeat(900) + "{}" + "}".repeat(900));

    @TempDir
    private Path directory;

    private Path contract;
    private Path schema;

    @BeforeEach
    void write() {
        ContractFiles.write(directory, "thing", ContractFiles.THING, "{}");
        contract = directory.resolve("thing/contract.yaml");
        schema = directory.resolve("thing/schema.json");
    }

    @Test
    void reportsFaultsForAnyContractFile() throws IOException {
        List<byte[]> seeds = List.of(
                bytes(ContractFiles.THING),
                Files.readAllBytes(ContractFiles.SHIPPED.resolve("card/contract.yaml")),
                Files.readAllBytes(ContractFiles.SHIPPED.resolve("user/contract.yaml")),
                bytes(""),
                bytes("[".repeat(5_000)),
                bytes("a: ".repeat(5_000)),
                bytes("a: &a [" + "x,".repeat(10) + "]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b]"),
                bytes(ContractFiles.THING.replace("table: things", "table: " + "t".repeat(20_000))),
                bytes(
                        ContractFiles.THING.replace(
                                "key:",
                                "skip: {/a: null, not: {/b: [1, x, null]}, any: [{/c: {maximum: 0}}, {/d: {enum: [1]}}]}\nkey:")),
                bytes(ContractFiles.THING.replace("{/type: thing}", "{not: ".repeat(2_000) + "}".repeat(2_000))),
                bytes(ContractFiles.THING.replace("keep:", "k".repeat(20_000) + ":")));

        Fuzz.of("contracts", 500).run(seeds, content -> {
            Files.write(contract, content);
            assertLoadsOrReportsFaults();
        });
    }

    @Test
    void reportsFaultsForAnySchemaFile() {
        List<byte[]> seeds = SCHEMAS.stream().map(BadContractsTest::bytes).toList();

        Fuzz.of("schemas", 1_000).run(seeds, content -> {
            Files.write(schema, content);
            assertLoadsOrReportsFaults();
        });
    }

    /** The library writes numbers of an enum out: without the limit, this test runs for hours. */
    @ParameterizedTest
    @ValueSource(
            strings = {"{\"enum\": [1e999999999]}", "{\"multipleOf\": 1e-999999999}", "{\"x\": [{\"a/b\": 1e131072}]}"})
    void rejectsNumbersThatNoEventCanHold(String text) throws IOException {
        Files.writeString(schema, text);

        assertThatExceptionOfType(InvalidContractsException.class)
                .isThrownBy(() -> Catalog.load(directory))
                .satisfies(invalid -> assertThat(invalid.faults())
                        .extracting(Fault::file, Fault::problem, Fault::remedy)
                        .containsExactly(tuple(schema, NumericLimits.MESSAGE, "write a smaller number")));
    }

    /** Names that become SQL identifiers, or parts of topic and directory names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x; drop table y",
                "x\"; drop table y; --",
                "x\" (id) VALUES (1) --",
                "\"x",
                "x\"\"y",
                "x'",
                "x/*",
                "x;y",
                "x%s",
                "x$wherry$",
                "x\ty",
                "a.b.c",
                "",
                "..",
                "../x",
                ".",
                "x\u0000",
                "x\n",
                "1x",
                "$x"
            })
    void rejectsNamesThatAreNoIdentifiers(String name) throws IOException {
        String quoted = '"'
                + name.replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                        .replace("\u0000", "\\0")
                + '"';
        assertRejected(ContractFiles.THING.replace("table: things", "table: " + quoted));
        assertRejected(ContractFiles.THING.replace("  id: {from", "  " + quoted + ": {from"));
        boolean topicPart = name.matches("[a-zA-Z0-9_-]+");
        if (!topicPart) {
            assertRejected(ContractFiles.THING.replace("type: thing\n", "type: " + quoted + "\n"));
            assertRejected(ContractFiles.THING.replace("feeds: [things]", "feeds: [" + quoted + "]"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x y", "X", "é", "x--", "select", "_"})
    void acceptsNamesThatSqlMustQuote(String name) throws IOException {
        Files.writeString(
                contract,
                ContractFiles.THING
                        .replace("table: things", "table: \"" + name + '"')
                        .replace("  id: {from", "  \"" + name + "\": {from"));

        assertThat(loads()).isTrue();
    }

    @Test
    void rejectsNamesThatPostgresqlWouldCutOff() throws IOException {
        assertRejected(ContractFiles.THING.replace("table: things", "table: " + "é".repeat(32)));
        assertRejected(ContractFiles.THING.replace("  id: {from", "  " + "x".repeat(64) + ": {from"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../schema.json", "/etc/passwd", "sub/schema.json", "..", ".", "a\\0b", "a\\nb"})
    void rejectsASchemaOutsideTheDirectoryOfItsContract(String name) throws IOException {
        Files.writeString(directory.resolve("schema.json"), "{}");
        assertRejected(ContractFiles.THING.replace("schema: schema.json", "schema: \"" + name + '"'));
    }

    @Test
    void rejectsASchemaWithAnOversizeExponent() throws IOException {
        Files.writeString(schema, "{\"maximum\": 21e400147483648}");

        assertThat(loads()).isFalse();
    }

    private void assertRejected(String content) throws IOException {
        Files.writeString(contract, content);
        assertThat(loads()).as(content).isFalse();
    }

    private void assertLoadsOrReportsFaults() {
        if (loads()) {
            Catalog catalog = Catalog.load(directory);
            catalog.contracts().forEach(each -> {
                assertThat(each.table().table()).as(each::toString).matches("[\\p{L}_][\\p{L}\\p{N}_ -]*");
                each.columns().forEach(column -> assertThat(column.name()).matches("[\\p{L}_][\\p{L}\\p{N}_ -]*"));
            });
        }
    }

    private boolean loads() {
        try {
            Catalog.load(directory);
            return true;
        } catch (InvalidContractsException e) {
            assertThat(e.faults()).isNotEmpty();
            e.faults().forEach(fault -> {
                assertThat(fault.file()).as(fault::toString).startsWith(directory);
                assertThat(fault.pointer().isEmpty() || fault.pointer().startsWith("/"))
                        .as(fault::toString)
                        .isTrue();
                assertThat(fault.problem()).as(fault::toString).isNotBlank();
                assertThat(fault.remedy()).as(fault::toString).isNotBlank();
            });
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
