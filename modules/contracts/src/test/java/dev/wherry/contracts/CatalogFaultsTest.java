package dev.wherry.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault of a contract directory, each found by one change to a contract that is right. */
class CatalogFaultsTest {
    @TempDir
    Path directory;

    @Test
    void theContractThatTheOthersAreMadeFromIsRight() {
        ContractFiles.catalog(directory, ContractFiles.THING);
    }

    @ParameterizedTest(name = "{1} for {0}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "type: thing | tipe: thing | /tipe | did you mean type?",
                "type: thing | tipe: thing | /type | is missing",
                "type: thing | type: a.b | /type | letters, digits",
                "type: thing | type: 7 | /type | write a text in quotes",
                "feeds: [things] | feeds: things | /feeds | is no list",
                "feeds: [things] | feeds: [] | /feeds | is empty",
                "feeds: [things] | feeds: [a.b] | /feeds/0 | is no name of a feed",
                "feeds: [things] | feeds: [a, a] | /feeds | names something twice",
                "match: {/type: thing} | match: {} | /match | says nothing",
                "match: {/type: thing} | match: {type: thing} | /match/type | is no JSON pointer",
                "match: {/type: thing} | match: {/type: [a]} | /match/~1type | is no text, number or boolean",
                "schema: schema.json | schema: other.json | /schema | there is no file",
                "key: [/id] | key: [] | /key | is empty",
                "key: [/id] | key: [id] | /key/0 | is no JSON pointer",
                "key: [/id] | key: [/a~2] | /key/0 | is no JSON pointer",
                "key: [/id] | key: [/other] | /key | fills no column",
                "keep: latest | keep: lastest | /keep | did you mean latest?",
                "keep: latest | keep: every | /keep | not yet supported",
                "keep: latest | keep: | /keep | is missing",
                "keep: latest | 'keep: latest\nversion: [{from: /v, as: int}]' | /version/0/as | is unknown",
                "keep: latest | 'keep: latest\nversion: [{from: /v}]' | /version/0/as | is missing",
                "keep: latest | 'keep: latest\nid: x' | /id | is no JSON pointer",
                "keep: latest | 'keep: latest\ntime: {zone: Europe/Kobenhavn}' | /time/zone | is no time zone",
                "keep: latest | 'keep: latest\ntime: {format: yyyy-MM-dd HH:mm:ss, zone: UTC}' | /time/format | uuuu, not yyyy",
                "keep: latest | 'keep: latest\ntime: {format: \"uuuu-MM-dd HH:mm:ss\"}' | /time/format | neither an offset nor a zone",
                "keep: latest | 'keep: latest\ntime: {format: \"bogus\"}' | /time/format | cannot be used",
                "table: things | table: Things | /table | lower-case",
                "table: things | table: quarantine | /table | a table of Wherry itself",
                "table: things | table: wherry_things | /table | a table of Wherry itself",
                "id: {from: /id, type: bigint} | id: {from: /id, type: bigin} | /columns/id/type | did you mean bigint?",
                "id: {from: /id, type: bigint} | id: {from: /id, type: double} | /columns/id/type | cannot be a key",
                "id: {from: /id, type: bigint} | id: {from: /id, type: \"bigint[]\"} | /columns/id/type | cannot be a key",
                "id: {from: /id, type: bigint} | Id: {from: /id, type: bigint} | /columns/Id | is no column name",
                "id: {from: /id, type: bigint} | id: {from: id, type: bigint} | /columns/id/from | is no JSON pointer",
                "id: {from: /id, type: bigint} | id: {from: /id, tipe: bigint} | /columns/id/tipe | did you mean type?",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  i: {from: /id, type: text}' | /key | more than one column",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  b: {from: /b, type: bytea}' | /columns/b/type | bytea is for @version alone",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  f: {from: \"@fil\", type: text}' | /columns/f/from | did you mean @file?",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  f: {from: \"@file\", type: bigint}' | /columns/f/type | write type: text",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  w: {from: \"@version\", type: bytea}' | /columns | more than one column holds @version",
                "@version\", type: bytea | @file\", type: text | /columns | no column holds @version",
            })
    void aFaultIsFoundWithItsPlaceAndRemedy(String right, String wrong, String pointer, String says) {
        List<Fault> faults = faults(ContractFiles.THING.replace(right, wrong), "{}");

        assertTrue(
                faults.stream()
                        .anyMatch(fault -> fault.pointer().equals(pointer)
                                && fault.toString().contains(says)),
                faults::toString);
        assertTrue(faults.stream().allMatch(fault -> fault.file().endsWith("thing/contract.yaml")), faults::toString);
    }

    @Test
    void aTypeAndAFeedMayTogetherBeAsLongAsATopicsNameAllows() {
        String longest = "x".repeat(100);
        String contract = ContractFiles.THING.replace("type: thing\n", "type: " + longest + "\n");

        ContractFiles.catalog(directory, contract.replace("feeds: [things]", "feeds: [" + longest + "]"));
        List<Fault> faults = faults(
                contract.replace("type: " + longest, "type: y" + longest)
                        .replace("feeds: [things]", "feeds: [y" + longest + "]"),
                "{}");

        assertEquals(
                List.of("/type", "/feeds/0"),
                faults.stream()
                        .map(Fault::pointer)
                        .sorted(Comparator.reverseOrder())
                        .toList());
        assertTrue(faults.stream().allMatch(fault -> fault.toString().contains("at most 100")), faults::toString);
    }

    @Test
    void aYamlSyntaxErrorIsFoundWithItsLine() {
        assertSays("line 3", faults(ContractFiles.THING.replace("match: {", "match: ["), "{}"));
    }

    @Test
    void aColumnThatIsDeclaredTwiceIsAFault() {
        assertSays("'id'", faults(ContractFiles.THING + "  id: {from: /id, type: text}\n", "{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | | not well-formed JSON in line 1",
                "{\"type\": \"objekt\"} | /type | does not have a value in the enumeration",
                "{\"properties\": {\"a\": {\"pattern\": \"((\"}}} | /properties/a/pattern | regex",
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"} | /$schema | is not supported",
                "{\"$ref\": \"#/$defs/none\"} | | cannot be resolved",
                "{\"$ref\": \"http://127.0.0.1:1/x.json\"} | | cannot be used",
                "{\"$ref\": \"#\"} | | refers to itself without end",
                "7 | | object",
                "{\"requird\": [\"a\"]} | /requird | did you mean required?",
                "{\"properties\": {\"a\": {\"maxLenght\": 3}}} | /properties/a/maxLenght | did you mean maxLength?",
                "{\"anyOf\": [{\"format\": \"uudi\"}]} | /anyOf/0/format | did you mean uuid?",
            })
    void aSchemaThatCannotBeUsedIsAFault(String schema, String pointer, String says) {
        List<Fault> faults = faults(ContractFiles.THING, schema);

        assertTrue(
                faults.stream()
                        .anyMatch(fault -> fault.file().endsWith("thing/schema.json")
                                && fault.pointer().equals(pointer == null ? "" : pointer)
                                && fault.toString().contains(says)),
                faults::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\": {\"requird\": {\"type\": \"string\"}, \"format\": {\"type\": \"string\"}}}",
                "{\"enum\": [{\"requird\": 1, \"format\": \"x\"}], \"default\": {\"format\": \"x\"}}",
                "{\"x-requird\": true, \"nullable\": true, \"example\": 1, \"$comment\": \"x\"}",
                "true",
            })
    void namesAndValuesAndRemarksInASchemaAreNotTakenForKeywords(String schema) {
        Catalog.load(ContractFiles.write(directory, "thing", ContractFiles.THING, schema));
    }

    @Test
    void anAliasIsAFault() {
        String contract = ContractFiles.THING
                .replace("{from: /id, type: bigint}", "&id {from: /id, type: bigint}")
                .replace("  version:", "  other: *id\n  version:");

        assertTrue(faults(contract, "{}").toString().contains("uses an alias in line 10"));
    }

    @Test
    void aContractUnderAnotherNameIsAFault() throws IOException {
        ContractFiles.write(directory, "thing", ContractFiles.THING, "{}");
        Files.createDirectories(directory.resolve("other"));
        Files.writeString(directory.resolve("other/contract.yml"), ContractFiles.THING);

        assertSays("name it contract.yaml", load(directory));
    }

    @Test
    void contractsThatAreInEachOthersWayAreFaults() {
        ContractFiles.write(directory, "another", ContractFiles.THING, "{}");

        List<Fault> faults = faults(ContractFiles.THING, "{}");

        assertEquals(
                List.of("/type", "/table", "/match"),
                faults.stream().map(Fault::pointer).toList());
    }

    @Test
    void aMatchThatContainsAnotherIsAFault() {
        ContractFiles.write(
                directory,
                "narrower",
                ContractFiles.THING
                        .replace("type: thing\n", "type: narrow\n")
                        .replace("{/type: thing}", "{/type: thing, /kind: 1}")
                        .replace("table: things", "table: narrow"),
                "{}");

        assertSays("ambiguous", faults(ContractFiles.THING, "{}"));
    }

    @Test
    void theFaultsOfAllFilesAreSaidAtOnce() {
        ContractFiles.write(directory, "another", "type: [\n", "{}");
        ContractFiles.write(directory, "one-more", ContractFiles.THING.replace("keep: latest", "keep: some"), "{");

        List<Fault> faults = faults(ContractFiles.THING.replace("table: things", "table: ledger"), "{}");

        assertEquals(
                List.of(
                        "another/contract.yaml",
                        "one-more/schema.json",
                        "one-more/contract.yaml",
                        "thing/contract.yaml"),
                faults.stream()
                        .map(fault -> directory.relativize(fault.file()).toString())
                        .toList());
    }

    @Test
    void aDirectoryWithoutContractsIsAFault() throws IOException {
        Files.createDirectories(directory.resolve("migrations"));

        assertSays("holds no contract", load(directory));
        assertSays("is no directory", load(directory.resolve("none")));
    }

    private List<Fault> faults(String contract, String schema) {
        return load(ContractFiles.write(directory, "thing", contract, schema));
    }

    private static List<Fault> load(Path directory) {
        return assertThrows(InvalidContractsException.class, () -> Catalog.load(directory))
                .faults();
    }

    private static void assertSays(String text, List<Fault> faults) {
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).toString().contains(text), faults::toString);
    }
}
