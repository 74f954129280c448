package dev.wherry.wire.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileRulesTest {
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .build();

    private final List<String> problems = new ArrayList<>();

    @Test
    void readsWhatItWrote() throws JsonProcessingException {
        CsvDialect dialect = new CsvDialect(';', '\'', List.of("", "N/A"), List.of("yes", "1"), List.of("no"));
        List<FileRule> rules = List.of(
                new FileRule(
                        List.of("*.csv", "*.txt"),
                        Format.CSV,
                        Encoding.WINDOWS_1252,
                        "",
                        new CsvOptions(false, List.of("id", "näme"), dialect)),
                new FileRule(List.of("*.json"), Format.ARRAY, Encoding.UTF_16, "/data/items", CsvOptions.DEFAULT),
                FileRule.of(Format.LINES, "*.log"),
                FileRule.of(Format.CSV, "*"));

        assertThat(FileRules.read(tree(FileRules.toJson(rules)), "/files", this::add))
                .contains(rules);
        assertThat(problems).isEmpty();
    }

    @Test
    void writesAndReadsTheDefaults() throws JsonProcessingException {
        assertThat(FileRules.read(tree(FileRules.toJson(FileRule.DEFAULTS)), "", this::add))
                .contains(FileRule.DEFAULTS);
    }

    @Test
    void fillsInDefaults() throws JsonProcessingException {
        var rules = FileRules.read(
                tree("[{names: ['*.csv'], format: 'csv', csv: {delimiter: ';'}}, {names: ['*'], format: 'document'}]"),
                "/files",
                this::add);

        assertThat(rules)
                .contains(List.of(
                        new FileRule(
                                List.of("*.csv"),
                                Format.CSV,
                                Encoding.UTF_8,
                                "",
                                new CsvOptions(
                                        true,
                                        List.of(),
                                        new CsvDialect(';', '"', List.of(""), List.of("true"), List.of("false")))),
                        FileRule.of(Format.DOCUMENT, "*")));
    }

    @Test
    void aListOfColumnsReplacesTheHeader() throws JsonProcessingException {
        var rules = FileRules.read(
                tree("[{names: ['*'], format: 'csv', csv: {columns: ['a', 'b']}}]"), "/files", this::add);

        assertThat(rules.orElseThrow().get(0).csv())
                .isEqualTo(new CsvOptions(false, List.of("a", "b"), CsvDialect.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "5                                              | /files: is not a list of file rules",
                "[]                                             | /files: is not a list of file rules",
                "['*.csv']                                      | /files/0: is not a file rule",
                "[{format: 'csv'}]                                | /files/0/names: is not a list of file name patterns",
                "[{names: [], format: 'csv'}]                     | /files/0/names: is empty",
                "[{names: [5], format: 'csv'}]                    | /files/0/names/0: is not a text",
                "[{names: ['a/*'], format: 'csv'}]                | /files/0/names/0: contains a directory",
                "[{names: ['[x'], format: 'csv'}]                 | /files/0/names/0: is not a valid glob",
                "[{names: ['*']}]                               | /files/0/format: is not a format",
                "[{names: ['*'], format: 'xml'}]                  | /files/0/format: is not a format",
                "[{names: ['*'], format: 'csv', encoding: 'ebcdic'}] | /files/0/encoding: is not a supported encoding",
                "[{names: ['*'], format: 'lines', items: '/a'}]   | /files/0/items: does not apply to the format lines",
                "[{names: ['*'], format: 'array', items: 'data'}]   | /files/0/items: is not a JSON Pointer",
                "[{names: ['*'], format: 'array', items: 5}]      | /files/0/items: is not a JSON Pointer",
                "[{names: ['*'], format: 'lines', csv: {}}]       | /files/0/csv: does not apply to the format lines",
                "[{names: ['*'], format: 'csv', csv: 'yes'}]        | /files/0/csv: is not a mapping",
                "[{names: ['*'], format: 'csv', csv: {header: 1}}]     | /files/0/csv/header: is not a boolean",
                "[{names: ['*'], format: 'csv', csv: {header: false}}] | /files/0/csv/header: is false, so the columns have no names",
                "[{names: ['*'], format: 'csv', csv: {columns: 'a'}}]    | /files/0/csv/columns: is not a list of column names",
                "[{names: ['*'], format: 'csv', csv: {columns: ['']}}] | /files/0/csv/columns/0: is empty",
                "[{names: ['*'], format: 'csv', csv: {columns: ['a', 'b', 'a']}}] | /files/0/csv/columns/2: occurs more than once",
                "[{names: ['*'], format: 'csv', csv: {delimiter: '::'}}] | /files/0/csv/delimiter: is not one ASCII character",
                "[{names: ['*'], format: 'csv', csv: {delimiter: '§'}}]  | /files/0/csv/delimiter: is not one ASCII character",
                "[{names: ['*'], format: 'csv', csv: {quote: ''}}]       | /files/0/csv/quote: is not one ASCII character",
                "[{names: ['*'], format: 'csv', csv: {quote: ','}}]      | /files/0/csv/quote: is the delimiter, too",
                "[{names: ['*'], format: 'csv', csv: {'null': 'NULL'}}]    | /files/0/csv/null: is not a list of texts",
                "[{names: ['*'], format: 'csv', csv: {'true': [true]}}]  | /files/0/csv/true/0: is not a text",
                "[{names: ['*'], format: 'csv', kind: 'x'}]                | /files/0/kind: is unknown",
                "[{names: ['*'], format: 'csv', csv: {'a/b': 'x'}}]          | /files/0/csv/a~1b: is unknown",
            })
    void reportsAProblemWithItsLocation(String rules, String problem) throws JsonProcessingException {
        assertThat(FileRules.read(tree(rules), "/files", this::add)).isEmpty();
        assertThat(problems).singleElement().asString().startsWith(problem);
    }

    @Test
    void reportsAllProblems() throws JsonProcessingException {
        FileRules.read(tree("[{names: ['a/b'], format: 'csv', extra: 1}, {names: ['*'], format: 'x'}]"), "", this::add);

        assertThat(problems).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'\\t'", "';'", "'|'"})
    void anyAsciiCharacterCanBeTheDelimiter(String delimiter) throws JsonProcessingException {
        assertThat(FileRules.read(
                        tree("[{names: ['*'], format: 'csv', csv: {delimiter: " + delimiter + "}}]"), "", this::add))
                .isPresent();
    }

    private void add(String pointer, String problem, String remedy) {
        assertThat(remedy).isNotBlank();
        problems.add(pointer + ": " + problem);
    }

    private static JsonNode tree(String text) throws JsonProcessingException {
        return LENIENT.readTree(text);
    }
}
