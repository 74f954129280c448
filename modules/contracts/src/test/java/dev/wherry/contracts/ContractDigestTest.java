package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractDigestTest {
    private static final String SCHEMA = """
            {"type": "object", "properties": {"id": {"type": "integer"}, "title": {"enum": [{"b": 1, "a": 2}]}}}""";

    @TempDir
    Path directory;

    @Test
    void isTheSameForEveryLoad() {
        assertThat(digest(ContractFiles.THING, SCHEMA))
                .isEqualTo(digest(ContractFiles.THING, SCHEMA))
                .matches("[0-9a-f]{64}");
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
        assertThat(changed(part, replacement)).isEqualTo(digest(ContractFiles.THING, SCHEMA));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`key: [/id]\nkeep: latest` | `key: [/id]\nkeep: first`",
                "`type: bigint` | `type: integer`",
                "`table: things` | `table: others`",
                "`table: things` | `table: things\nhistory: h`",
                "`match: {/type: thing}` | `match: {/type: other}`",
                "`\"type\": \"integer\"` | `\"type\": \"number\"`",
                "`\"title\": {` | `\"description\": {`",
                "`\"b\": 1` | `\"b\": 2`",
            })
    void changesWithWhatDecidesARow(String part, String replacement) {
        assertThat(changed(part, replacement)).isNotEqualTo(digest(ContractFiles.THING, SCHEMA));
    }

    private String changed(String part, String replacement) {
        assertThat(ContractFiles.THING + SCHEMA).contains(part);
        return digest(ContractFiles.THING.replace(part, replacement), SCHEMA.replace(part, replacement));
    }

    private String digest(String contract, String schema) {
        Catalog catalog = Catalog.load(ContractFiles.write(directory, "thing", contract, schema));
        return catalog.digest(catalog.contracts().get(0));
    }
}
