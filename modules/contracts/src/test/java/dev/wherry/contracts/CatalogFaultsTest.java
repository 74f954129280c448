package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

/** Every fault of a contract directory, each caused by one change to a valid contract. */
class CatalogFaultsTest {
    @TempDir
    Path directory;

    @Test
    void acceptsTheUnchangedContract() {
        ContractFiles.catalog(directory, ContractFiles.THING);
    }

    @ParameterizedTest(name = "{1} for {0}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "type: thing | tipe: thing | /tipe | did you mean type?",
                "type: thing | tipe: thing | /type | is missing",
                "type: thing | type: a.b | /type | letters, digits",
                "type: thing | type: 7 | /type | write a string in quotes",
                "feeds: [things] | feeds: things | /feeds | is not a list",
                "feeds: [things] | feeds: [] | /feeds | is empty",
                "feeds: [things] | feeds: [a.b] | /feeds/0 | is not a feed name",
                "feeds: [things] | feeds: [a, a] | /feeds | contains a duplicate",
                "match: {/type: thing} | match: {} | /match | is empty",
                "match: {/type: thing} | match: {type: thing} | /match/type | is not a JSON pointer",
                "match: {/type: thing} | match: {/type: [[a]]} | /match/~1type/0 | is not a string, number, boolean or null",
                "keep: latest | 'keep: latest\ndelete: {}' | /delete | is empty",
                "keep: latest | 'keep: latest\ndelete: all' | /delete | is not a mapping",
                "keep: latest | 'keep: latest\ndelete: {gone: true}' | /delete/gone | is not a JSON pointer",
                "keep: latest | 'keep: latest\ndelete: {/gone: {tipe: boolean}}' | /delete/~1gone/tipe | is not a keyword",
                "keep: latest | 'keep: latest\ndelete: {/type: [thing, other]}' | /delete | its table would stay empty",
                "keep: latest | 'keep: latest\nskip: {/gone: true}\ndelete: {/gone: true, /a: 1}' | /delete | nothing is deleted",
                "schema: schema.json | schema: other.json | /schema | does not exist",
                "key: [/id] | key: [] | /key | is empty",
                "key: [/id] | key: [id] | /key/0 | is not a JSON pointer",
                "key: [/id] | key: [/a~2] | /key/0 | is not a JSON pointer",
                "key: [/id] | key: [/other] | /key | fills no column",
                "keep: latest | keep: lastest | /keep | did you mean latest?",
                "keep: latest | keep: all | /keep | is unknown",
                "keep: latest | keep: every | /columns | the contract has no version",
                "keep: latest | 'keep: every\nid: /id' | /id | copies of an event are told by their values",
                "keep: latest | 'keep: every\ndelete: {/a: b}' | /delete | every event has its own row",
                "keep: latest | keep: | /keep | is missing",
                "keep: latest | 'keep: latest\nversion: [{from: /v, as: int}]' | /version/0/as | is unknown",
                "keep: latest | 'keep: latest\nversion: [{from: /v}]' | /version/0/as | is missing",
                "keep: latest | 'keep: latest\nid: x' | /id | is not a JSON pointer",
                "keep: latest | 'keep: latest\ntime: {zone: Europe/Kobenhavn}' | /time/zone | is not a time zone",
                "keep: latest | 'keep: latest\ntime: {format: yyyy-MM-dd HH:mm:ss, zone: UTC}' | /time/format | uuuu, not yyyy",
                "keep: latest | 'keep: latest\ntime: {format: \"uuuu-MM-dd HH:mm:ss\"}' | /time/format | neither an offset nor a zone",
                "keep: latest | 'keep: latest\ntime: {format: \"bogus\"}' | /time/format | cannot be used",
                "table: things | table: Things | /table | lower-case",
                "table: things | table: quarantine | /table | is reserved for Wherry",
                "table: things | table: wherry_things | /table | is reserved for Wherry",
                "id: {from: /id, type: bigint} | id: {from: /id, type: bigin} | /columns/id/type | did you mean bigint?",
                "id: {from: /id, type: bigint} | id: {from: /id, type: double} | /columns/id/type | cannot be a key",
                "id: {from: /id, type: bigint} | id: {from: /id, type: \"bigint[]\"} | /columns/id/type | cannot be a key",
                "id: {from: /id, type: bigint} | Id: {from: /id, type: bigint} | /columns/Id | is not a column name",
                "id: {from: /id, type: bigint} | id: {from: id, type: bigint} | /columns/id/from | is not a JSON pointer",
                "id: {from: /id, type: bigint} | id: {from: /id, tipe: bigint} | /columns/id/tipe | did you mean type?",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  i: {from: /id, type: text}' | /key | more than one column",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  b: {from: /b, type: bytea}' | /columns/b/type | bytea is reserved for @version",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  f: {from: \"@fil\", type: text}' | /columns/f/from | did you mean @file?",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  f: {from: \"@file\", type: bigint}' | /columns/f/type | write type: text",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  w: {from: \"@version\", type: bytea}' | /columns | more than one column holds @version",
                "@version\", type: bytea | @file\", type: text | /columns | no column holds @version",
            })
    void reportsAFaultWithItsLocationAndRemedy(String valid, String invalid, String pointer, String message) {
        List<Fault> faults = faults(ContractFiles.THING.replace(valid, invalid), "{}");

        assertThat(faults.stream()
                        .anyMatch(fault -> fault.pointer().equals(pointer)
                                && fault.toString().contains(message)))
                .as(faults::toString)
                .isTrue();
        assertThat(faults).as(faults::toString).allMatch(fault -> fault.file().endsWith("thing/contract.yaml"));
    }

    @Test
    void limitsTypesAndFeedsToTheLengthOfTopicNames() {
        String longest = "x".repeat(100);
        String contract = ContractFiles.THING.replace("type: thing\n", "type: " + longest + "\n");

        ContractFiles.catalog(directory, contract.replace("feeds: [things]", "feeds: [" + longest + "]"));
        List<Fault> faults = faults(
                contract.replace("type: " + longest, "type: y" + longest)
                        .replace("feeds: [things]", "feeds: [y" + longest + "]"),
                "{}");

        assertThat(faults.stream().map(Fault::pointer).sorted(Comparator.reverseOrder()))
                .containsExactly("/type", "/feeds/0");
        assertThat(faults).as(faults::toString).allMatch(fault -> fault.toString()
                .contains("at most 100"));
    }

    @Test
    void reportsAYamlSyntaxErrorWithItsLine() {
        assertFault("line 3", faults(ContractFiles.THING.replace("match: {", "match: ["), "{}"));
    }

    @Test
    void aDuplicateColumnIsAFault() {
        assertFault("'id'", faults(ContractFiles.THING + "  id: {from: /id, type: text}\n", "{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | | not well-formed JSON at line 1",
                "{\"type\": \"objekt\"} | /type | does not have a value in the enumeration",
                "{\"properties\": {\"a\": {\"pattern\": \"((\"}}} | /properties/a/pattern | regex",
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"} | /$schema | is not supported",
                "{\"$ref\": \"#/$defs/none\"} | | cannot be resolved",
                "{\"$ref\": \"http://127.0.0.1:1/x.json\"} | | cannot be used",
                "{\"$ref\": \"#\"} | | refers to itself endlessly",
                "7 | | object",
                "{\"requird\": [\"a\"]} | /requird | did you mean required?",
                "{\"properties\": {\"a\": {\"maxLenght\": 3}}} | /properties/a/maxLenght | did you mean maxLength?",
                "{\"anyOf\": [{\"format\": \"uudi\"}]} | /anyOf/0/format | did you mean uuid?",
            })
    void anUnusableSchemaIsAFault(String schema, String pointer, String message) {
        List<Fault> faults = faults(ContractFiles.THING, schema);

        assertThat(faults.stream()
                        .anyMatch(fault -> fault.file().endsWith("thing/schema.json")
                                && fault.pointer().equals(pointer == null ? "" : pointer)
                                && fault.toString().contains(message)))
                .as(faults::toString)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\": {\"requird\": {\"type\": \"string\"}, \"format\": {\"type\": \"string\"}}}",
                "{\"enum\": [{\"requird\": 1, \"format\": \"x\"}], \"default\": {\"format\": \"x\"}}",
                "{\"x-requird\": true, \"nullable\": true, \"example\": 1, \"$comment\": \"x\"}",
                "true",
            })
    void acceptsNamesValuesAndAnnotationsThatResembleKeywords(String schema) {
        Catalog.load(ContractFiles.write(directory, "thing", ContractFiles.THING, schema));
    }

    @Test
    void anAliasIsAFault() {
        String contract = ContractFiles.THING
                .replace("{from: /id, type: bigint}", "&id {from: /id, type: bigint}")
                .replace("  version:", "  other: *id\n  version:");

        assertThat(faults(contract, "{}").toString()).contains("uses an alias at line 10");
    }

    @Test
    void aContractWithAnotherFileNameIsAFault() throws IOException {
        ContractFiles.write(directory, "thing", ContractFiles.THING, "{}");
        Files.createDirectories(directory.resolve("other"));
        Files.writeString(directory.resolve("other/contract.yml"), ContractFiles.THING);

        assertFault("rename it to contract.yaml", load(directory));
    }

    @Test
    void conflictingContractsAreFaults() {
        ContractFiles.write(directory, "another", ContractFiles.THING, "{}");

        List<Fault> faults = faults(ContractFiles.THING, "{}");

        assertThat(faults.stream().map(Fault::pointer)).containsExactly("/type", "/table", "/match");
    }

    @Test
    void overlappingMatchesAreAFault() {
        ContractFiles.write(
                directory,
                "narrower",
                ContractFiles.THING
                        .replace("type: thing\n", "type: narrow\n")
                        .replace("{/type: thing}", "{/type: thing, /kind: 1}")
                        .replace("table: things", "table: narrow"),
                "{}");

        assertFault("ambiguous", faults(ContractFiles.THING, "{}"));
    }

    @Test
    void reportsTheFaultsOfAllFilesAtOnce() {
        ContractFiles.write(directory, "another", "type: [\n", "{}");
        ContractFiles.write(directory, "one-more", ContractFiles.THING.replace("keep: latest", "keep: some"), "{");

        List<Fault> faults = faults(ContractFiles.THING.replace("table: things", "table: ledger"), "{}");

        assertThat(faults.stream()
                        .map(fault -> directory.relativize(fault.file()).toString()))
                .containsExactly(
                        "another/contract.yaml",
                        "one-more/schema.json",
                        "one-more/contract.yaml",
                        "thing/contract.yaml");
    }

    @Test
    void aDirectoryWithoutContractsIsAFault() throws IOException {
        Files.createDirectories(directory.resolve("migrations"));

        assertFault("contains no contract", load(directory));
        assertFault("is not a directory", load(directory.resolve("none")));
    }

    private List<Fault> faults(String contract, String schema) {
        return load(ContractFiles.write(directory, "thing", contract, schema));
    }

    private static List<Fault> load(Path directory) {
        return catchThrowableOfType(InvalidContractsException.class, () -> Catalog.load(directory))
                .faults();
    }

    private static void assertFault(String text, List<Fault> faults) {
        assertThat(faults).as(faults::toString).hasSize(1);
        assertThat(faults.get(0).toString()).as(faults::toString).contains(text);
    }
}
