package dev.wherry.contracts;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Whatever a contract's files hold, loading them gives a catalog or names the faults with file, place and remedy. */
class BadContractsTest {
    private static final List<String> SCHEMAS = List.of(
            """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["id"],
             "properties": {"id": {"type": "integer", "minimum": 0, "maximum": 1e9}, "a": {"$ref": "#/$defs/a"}},
             "$defs": {"a": {"type": ["string", "null"], "pattern": "^[a-z]+$", "maxLength": 7, "format": "uuid"}},
             "patternProperties": {"^x": {"enum": [1, "b", null]}}, "additionalProperties": {"const": 3},
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
    void whateverAContractFileHoldsItsFaultsAreNamed() throws IOException {
        List<byte[]> seeds = List.of(
                bytes(ContractFiles.THING),
                Files.readAllBytes(ContractFiles.SHIPPED.resolve("card/contract.yaml")),
                Files.readAllBytes(ContractFiles.SHIPPED.resolve("user/contract.yaml")),
                bytes(""),
                bytes("[".repeat(5_000)),
                bytes("a: ".repeat(5_000)),
                bytes("a: &a [" + "x,".repeat(10) + "]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b]"),
                bytes(ContractFiles.THING.replace("table: things", "table: " + "t".repeat(20_000))),
                bytes(ContractFiles.THING.replace("keep:", "k".repeat(20_000) + ":")));

        Fuzz.of("contracts", 500).run(seeds, content -> {
            Files.write(contract, content);
            assertLoadsOrNamesFaults();
        });
    }

    @Test
    void whateverASchemaFileHoldsItsFaultsAreNamed() {
        List<byte[]> seeds = SCHEMAS.stream().map(BadContractsTest::bytes).toList();

        Fuzz.of("schemas", 1_000).run(seeds, content -> {
            Files.write(schema, content);
            assertLoadsOrNamesFaults();
        });
    }

    /** All that goes into SQL as a name, or becomes part of a topic's or a directory's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x; drop table y",
                "x\"; drop table y; --",
                "x\" (id) VALUES (1) --",
                "\"x\"",
                "x'",
                "x--",
                "x/*",
                "x y",
                "public.x",
                "X",
                "é",
                "",
                "..",
                "../x",
                ".",
                "x\u0000",
                "x\n",
                "1x",
                "$x"
            })
    void namesThatAreNoPlainIdentifiersAreRefused(String name) throws IOException {
        String quoted = '"' + name.replace("\"", "\\\"").replace("\n", "\\n").replace("\u0000", "\\0") + '"';
        assertRefused(ContractFiles.THING.replace("table: things", "table: " + quoted));
        assertRefused(ContractFiles.THING.replace("  id: {from", "  " + quoted + ": {from"));
        boolean topicPart = name.matches("[a-zA-Z0-9_-]+");
        if (!topicPart) {
            assertRefused(ContractFiles.THING.replace("type: thing\n", "type: " + quoted + "\n"));
            assertRefused(ContractFiles.THING.replace("feeds: [things]", "feeds: [" + quoted + "]"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../schema.json", "/etc/passwd", "sub/schema.json", "..", ".", "a\\0b", "a\\nb"})
    void aSchemaThatDoesNotLieBesideItsContractIsRefused(String name) throws IOException {
        Files.writeString(directory.resolve("schema.json"), "{}");
        assertRefused(ContractFiles.THING.replace("schema: schema.json", "schema: \"" + name + '"'));
    }

    @Test
    void aNumberBeyondAllMeasureInASchemaIsNamed() throws IOException {
        Files.writeString(schema, "{\"maximum\": 21e400147483648}");

        assertFalse(loads());
    }

    private void assertRefused(String content) throws IOException {
        Files.writeString(contract, content);
        assertFalse(loads(), content);
    }

    private void assertLoadsOrNamesFaults() {
        if (loads()) {
            Catalog catalog = Catalog.load(directory);
            catalog.contracts().forEach(each -> {
                assertTrue(each.table().matches("[a-z_][a-z0-9_]{0,62}"), each::toString);
                each.columns().forEach(column -> assertTrue(column.name().matches("[a-z_][a-z0-9_]{0,62}")));
            });
        }
    }

    private boolean loads() {
        try {
            Catalog.load(directory);
            return true;
        } catch (InvalidContractsException e) {
            assertFalse(e.faults().isEmpty());
            e.faults().forEach(fault -> {
                assertTrue(fault.file().startsWith(directory), fault::toString);
                assertTrue(fault.pointer().isEmpty() || fault.pointer().startsWith("/"), fault::toString);
                assertFalse(fault.problem().isBlank(), fault::toString);
                assertFalse(fault.remedy().isBlank(), fault::toString);
            });
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
