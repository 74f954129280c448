package dev.wherry.contracts.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.ContractFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractDefinitionTest {
    private static final String SCHEMA = """
            {"type": "object", "properties": {"id": {"type": "integer"}, "title": {"enum": [{"b": 1, "a": 2}]}}}""";

    @TempDir
    Path directory;

    @Test
    void isTheSameForEveryLoad() {
        assertThat(definition(ContractFiles.THING, SCHEMA)).isEqualTo(definition(ContractFiles.THING, SCHEMA));
    }

    @Test
    void isReadBackFromItsText() {
        ContractDefinition definition = definition(
                ContractFiles.THING.replace(
                        "match: {/type: thing}", "match: {/type: thing, /size: [1.50, 12345678901]}"),
                SCHEMA.replace("\"b\": 1", "\"b\": 0.1000000000000000000001"));

        assertThat(ContractDefinition.parse(definition.text())).isEqualTo(definition);
        assertThat(definition.text()).contains("0.1000000000000000000001");
    }

    @Test
    void doesNotDependOnTheNameOfTheSchemaFile() throws Exception {
        ContractDefinition before = definition(ContractFiles.THING, SCHEMA);
        Files.copy(directory.resolve("thing/schema.json"), directory.resolve("thing/other.json"));

        assertThat(changed("schema: schema.json", "schema: other.json")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`type: thing\nfeeds` | `type: thing # a comment\nfeeds`",
                "`keep: latest\ntable: things` | `table: things\nkeep: latest`",
                "`{from: /id, type: bigint}` | `{type: bigint, from: /id}`",
                "`\"type\": \"object\"` | `\"$comment\": \"x\", \"title\": \"y\", \"type\": \"object\"`",
                "`{\"type\": \"integer\"}` | `{\"description\": \"x\", \"type\": \"integer\"}`",
                "`{\"b\": 1, \"a\": 2}` | `{\"a\": 2, \"b\": 1}`",
            })
    void ignoresWhatDecidesNothing(String part, String replacement) {
        assertThat(changed(part, replacement)).isEqualTo(definition(ContractFiles.THING, SCHEMA));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`key: [/id]\nkeep: latest` | `key: [/id]\nkeep: first`",
                "`type: bigint` | `type: integer`",
                "`table: things` | `table: others`",
                "`match: {/type: thing}` | `match: {/type: other}`",
                "`\"type\": \"integer\"` | `\"type\": \"number\"`",
                "`\"title\": {` | `\"description\": {`",
                "`\"b\": 1` | `\"b\": 2`",
            })
    void changesWithWhatDecidesARow(String part, String replacement) {
        assertThat(changed(part, replacement)).isNotEqualTo(definition(ContractFiles.THING, SCHEMA));
    }

    private ContractDefinition changed(String part, String replacement) {
        assertThat(ContractFiles.THING + SCHEMA).contains(part);
        return definition(ContractFiles.THING.replace(part, replacement), SCHEMA.replace(part, replacement));
    }

    private ContractDefinition definition(String contract, String schema) {
        Catalog catalog = Catalog.load(ContractFiles.write(directory, "thing", contract, schema));
        return catalog.definition(catalog.contracts().get(0));
    }
}
