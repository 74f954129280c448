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
                "match: {/type: thing} | match: {/type: []} | /match/~1type | is empty",
                "match: {/type: thing} | match: {/type: {maximun: 0}} | /match/~1type/maximun | is not a keyword of JSON Schema",
                "match: {/type: thing} | match: {/type: {/id: 0}} | /match/~1type/~1id | a longer pointer than /type",
                "match: {/type: thing} | match: {/type: {maximum: x}} | /match/~1type/maximum | write a value that JSON Schema 2020-12 allows",
                "match: {/type: thing} | match: {/type: {$ref: \"#/$defs/x\"}} | /match/~1type | cannot be resolved",
                "match: {/type: thing} | match: {nott: {/type: thing}} | /match/nott | or not, or any",
                "match: {/type: thing} | match: {not: thing} | /match/not | is not a mapping",
                "match: {/type: thing} | match: {not: {}} | /match/not | is empty",
                "match: {/type: thing} | match: {any: {/type: thing}} | /match/any | is not a list",
                "match: {/type: thing} | match: {any: []} | /match/any | is empty",
                "match: {/type: thing} | match: {any: [{/type: [{}]}]} | /match/any/0/~1type/0 | list plain values",
                "match: {/type: thing} | match: everything | /match | or all for every event of the feeds",
                "keep: latest | 'keep: latest\nskip: all' | /skip | write a condition such as",
                "keep: latest | 'keep: latest\nskip: {type: x}' | /skip/type | is not a JSON pointer",
                "keep: latest | 'keep: latest\nskip: {/a~2: x}' | /skip/~1a~02 | is not a JSON pointer",
                "keep: latest | 'keep: latest\ndelete: [/type]' | /delete | is not a mapping",
                "keep: latest | 'keep: latest\nskipp: {/type: x}' | /skipp | did you mean skip?",
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
                "keep: latest | 'keep: every\nhistory: h' | /history | the table has every event already",
                "table: things | 'table: things\nhistory: things' | /history | such as things_history",
                "table: things | 'table: things\nhistory: ledger' | /history | is reserved for Wherry",
                "table: things | 'table: things\nhistory: pg_toast.things' | /history | is in a schema of PostgreSQL",
                "table: things | 'table: things\nhistory: [h]' | /history | write a string",
                "keep: latest | keep: | /keep | is missing",
                "keep: latest | 'keep: latest\nversion: [{from: /v, as: int}]' | /version/0/as | is unknown",
                "keep: latest | 'keep: latest\nversion: [{from: /v}]' | /version/0/as | is missing",
                "keep: latest | 'keep: latest\nid: x' | /id | is not a JSON pointer",
                "keep: latest | 'keep: latest\ntime: {zone: Europe/Kobenhavn}' | /time/zone | is not a time zone",
                "keep: latest | 'keep: latest\ntime: {format: yyyy-MM-dd HH:mm:ss, zone: UTC}' | /time/format | uuuu, not yyyy",
                "keep: latest | 'keep: latest\ntime: {format: \"uuuu-MM-dd HH:mm:ss\"}' | /time/format | neither an offset nor a zone",
                "keep: latest | 'keep: latest\ntime: {format: \"bogus\"}' | /time/format | cannot be used",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  v: {from: /v, type: timestamptz, time: {epoch: second}}' | /columns/v/time/epoch | did you mean seconds?",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  v: {from: /v, type: timestamptz, time: {format: []}}' | /columns/v/time/format | is empty",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  v: {from: /v, type: timestamptz, time: {format: [iso, x], zone: UTC}}' | /columns/v/time/format/1 | cannot be used",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  v: {from: /v, type: timestamptz, time: {format: uuuu-MM-dd mm, zone: UTC}}' | /columns/v/time/format | incomplete time",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  v: {from: /v, type: bigint, time: {epoch: seconds}}' | /columns/v/time | bigint is no time",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  v: {from: /v, type: bigint, read: numbr}' | /columns/v/read | did you mean number?",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  v: {from: /v, type: bigint, read: [number, json]}' | /columns/v/read | cannot be read in two ways",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  v: {from: /v, type: \"bigint[]\", read: number}' | /columns/v/read | write read: json",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  v: {from: /v, type: bigint, default: x}' | /columns/v/default | requires a whole number",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  v: {from: /v, type: bigint, default: null}' | /columns/v/default | is null",
                "id: {from: /id, type: bigint} | id: {from: /id, type: bigint, default: 7} | /columns/id/default | has no default",
                "keep: latest | 'keep: latest\nversion: [{from: /v, as: integer, time: {epoch: seconds}}]' | /version/0/time | belongs to a timestamp",
                "table: things | table: \"thing's\" | /table | write it as PostgreSQL lists it",
                "table: things | table: 7things | /table | a letter or underscore first",
                "table: things | table: '\"things' | /table | write it as PostgreSQL lists it",
                "table: things | table: quarantine | /table | is reserved for Wherry",
                "table: things | table: wherry_things | /table | is reserved for Wherry",
                "table: things | table: shop.ledger | /table | is reserved for Wherry",
                "table: things | table: shop. | /table | a schema may precede",
                "table: things | table: a.b.c | /table | a schema may precede",
                "table: things | table: pg_catalog.things | /table | is in a schema of PostgreSQL",
                "id: {from: /id, type: bigint} | id: {from: /id, type: bigin} | /columns/id/type | did you mean bigint?",
                "id: {from: /id, type: bigint} | id: {from: /id, type: double} | /columns/id/type | cannot be a key",
                "id: {from: /id, type: bigint} | id: {from: /id, type: \"bigint[]\"} | /columns/id/type | cannot be a key",
                "id: {from: /id, type: bigint} | a.b: {from: /id, type: bigint} | /columns/a.b | is not a column name",
                "id: {from: /id, type: bigint} | id: {from: id, type: bigint} | /columns/id/from | is not a JSON pointer",
                "id: {from: /id, type: bigint} | id: {from: /id, tipe: bigint} | /columns/id/tipe | did you mean type?",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  i: {from: /id, type: text}' | /key | more than one column",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  b: {from: /b, type: bytea}' | /columns/b/type | bytea is reserved for @version",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  f: {from: \"@fil\", type: text}' | /columns/f/from | did you mean @file?",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  f: {from: \"@file\", type: bigint}' | /columns/f/type | write type: text",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  w: {from: \"@version\", type: bytea}' | /columns | more than one column holds @version",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  w: {when: {/a: 1}, type: text}' | /columns/w/type | write type: boolean",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  w: {when: {a: 1}, type: boolean}' | /columns/w/when/a | is not a JSON pointer",
                "id: {from: /id, type: bigint} | 'id: {from: /id, type: bigint}\n  w: {when: {/a: 1}, from: /a, type: boolean}' | /columns/w/from | is unknown",
                "id: {from: /id, type: bigint} | id: {from: /id, type: bigint, default: \"@database\"} | /columns/id/default | has no default",
                "'keep: latest\ntable: things\ncolumns:\n  id: {from: /id, type: bigint}\n  version: {from: \"@version\", type: bytea}'"
                        + " | 'keep: every\nversion: [{from: /v, as: integer}]\ntable: things\ncolumns:\n  id: {from: /id, type: bigint}'"
                        + " | /columns | no column holds @version",
                "'keep: latest\ntable: things\ncolumns:\n  id: {from: /id, type: bigint}\n  version: {from: \"@version\", type: bytea}'"
                        + " | 'keep: every\ntable: things\ncolumns:\n  id: {from: /id, type: bigint}\n  v: {from: /v, type: bigint, default: \"@database\"}'"
                        + " | /columns/v/default | write the value itself",
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
    void aColumnThatEveryHistoryTableHasIsAFault() {
        String columns = "  history_id: {from: /h, type: text}\n  history_order: {from: /o, type: text}\n"
                + "  deleted: {when: {/gone: true}, type: boolean}\n";

        ContractFiles.catalog(directory, ContractFiles.THING + columns);
        List<Fault> faults =
                faults(ContractFiles.THING.replace("table: things", "table: things\nhistory: h") + columns, "{}");

        assertThat(faults.stream().map(Fault::pointer))
                .containsExactlyInAnyOrder("/columns/history_id", "/columns/history_order", "/columns/deleted");
        assertThat(faults).as(faults::toString).allMatch(fault -> fault.toString()
                .contains("rename it"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'table: others\nhistory: things' | /history",
                "'table: others\nhistory: things_history' | /history",
                "table: things_history | /table",
            })
    void aTableThatTwoContractsFillIsAFault(String tables, String pointer) {
        ContractFiles.write(
                directory,
                "aaa",
                ContractFiles.THING.replace("table: things", "table: things\nhistory: things_history"),
                "{}");

        List<Fault> faults = faults(
                ContractFiles.THING
                        .replace("thing}", "other}")
                        .replace("type: thing\n", "type: other\n")
                        .replace("table: things", tables),
                "{}");

        assertThat(faults).as(faults::toString).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.toString()).contains("is also filled by", "give each contract its own tables");
        });
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{/type: [thing, other]} | {/type: thing} | true",
                "{/type: [thing, other]} | {/type: [other, more]} | false",
                "{/type: thing, /kind: {maximum: 0}} | {/type: thing} | true",
                "{/kind: 7} | {/kind: {maximum: 7}} | true",
                "{/kind: [7, 8]} | {/kind: {maximum: 7}} | false",
                "{/kind: [7, null]} | {/kind: {maximum: 7}} | false",
                "{/kind: {maximum: 7}} | {/kind: {maximum: 7}} | true",
                "{/kind: {maximum: 6}} | {/kind: {maximum: 7}} | false",
                "{any: [{/type: a}, {/type: b}]} | {/type: [a, b, c]} | true",
                "{/type: a} | {any: [{/type: b}, {/type: [a, c]}]} | true",
                "{not: {/type: [a, b]}} | {not: {/type: a}} | true",
                "{not: {/type: a}} | {/type: a} | false",
                "all | {not: {/type: a}} | true",
                "{/kind: 1} | {/type: a} | false",
            })
    void matchesOfWhichOneImpliesTheOtherAreAFault(String match, String other, boolean ambiguous) {
        ContractFiles.write(directory, "thing", ContractFiles.THING.replace("{/type: thing}", match), "{}");
        ContractFiles.write(
                directory,
                "other",
                ContractFiles.THING
                        .replace("type: thing\n", "type: other\n")
                        .replace("{/type: thing}", other)
                        .replace("table: things", "table: others"),
                "{}");

        if (ambiguous) {
            assertFault("ambiguous", load(directory));
        } else {
            Catalog.load(directory);
        }
    }

    @Test
    void tablesOfTheSameNameInDifferentSchemasAreDifferent() {
        ContractFiles.write(
                directory,
                "other",
                ContractFiles.THING
                        .replace("type: thing\n", "type: other\n")
                        .replace("{/type: thing}", "{/type: other}")
                        .replace("table: things", "table: shop.things"),
                "{}");

        Catalog catalog = ContractFiles.catalog(directory, ContractFiles.THING);

        assertThat(catalog.contracts().stream().map(Contract::table))
                .containsExactly(TableName.of("shop", "things"), TableName.of("things"));
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
