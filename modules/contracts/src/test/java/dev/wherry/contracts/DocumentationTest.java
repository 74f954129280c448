package dev.wherry.contracts;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/contracts.md says what the code does. */
class DocumentationTest {
    private String documentation;

    @BeforeEach
    void read() throws IOException {
        documentation = Files.readString(Path.of("../../docs/contracts.md"));
    }

    @Test
    void theTableOfCodesIsThatOfTheCode() {
        String expected = Arrays.stream(ReasonCode.values())
                .map(code -> "| `" + code.code() + "` | " + code.meaning() + " |\n")
                .collect(Collectors.joining("", "| code | meaning |\n| --- | --- |\n", ""));

        assertEquals(expected, table("code"));
    }

    @Test
    void everyColumnTypeAndLineageIsDescribed() {
        Set<String> types = namesIn(table("type"));
        types.add("bytea");
        assertEquals(
                Arrays.stream(ScalarType.values())
                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new)),
                types);
        assertEquals(
                Arrays.stream(Lineage.values())
                        .map(lineage -> "\"@" + lineage.name().toLowerCase(Locale.ROOT) + "\"")
                        .collect(Collectors.toCollection(TreeSet::new)),
                namesIn(table("from")));
    }

    @Test
    void theExampleIsARightContract(@TempDir Path directory) {
        Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(documentation);
        example.find();

        assertDoesNotThrow(() -> ContractFiles.catalog(directory, example.group(1)));
    }

    /** The table whose first column has that heading. */
    private String table(String heading) {
        Matcher table = Pattern.compile("^\\| " + heading + " \\|.*\n(\\|.*\n)+", Pattern.MULTILINE)
                .matcher(documentation);
        table.find();
        return table.group();
    }

    /** What stands as code in the first column. */
    private static Set<String> namesIn(String table) {
        return table.lines()
                .flatMap(row -> Pattern.compile("`([^`]+)`")
                        .matcher(row.split("\\|", 3)[1])
                        .results())
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
