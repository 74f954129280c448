package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/contracts.md agrees with the code. */
class DocumentationTest {
    private String documentation;

    @BeforeEach
    void read() throws IOException {
        documentation = Files.readString(Path.of("../../docs/contracts.md"));
    }

    @Test
    void listsTheReasonCodes() {
        String expected = Arrays.stream(ReasonCode.values())
                .map(code -> "| `" + code.code() + "` | " + code.meaning() + " |\n")
                .collect(Collectors.joining("", "| code | meaning |\n| --- | --- |\n", ""));

        assertThat(table("code")).isEqualTo(expected);
    }

    @Test
    void describesEveryColumnTypeAndLineage() {
        Set<String> types = namesIn(table("type"));
        types.add("bytea");
        assertThat(types)
                .isEqualTo(Arrays.stream(ScalarType.values())
                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new)));
        Set<String> sources = namesIn(table("from"));
        assertThat(sources.remove("\"@extra\"")).isTrue();
        assertThat(sources)
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Lineage.ID, Lineage.ORDER, Lineage.DELETION)).stream()
                        .map(lineage -> "\"@" + lineage.name().toLowerCase(Locale.ROOT) + "\"")
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void showsValidContracts(@TempDir Path directory) {
        List<String> contracts = examples("type");
        List<String> feeds = examples("feed");

        assertThat(contracts).hasSize(7).allSatisfy(contract -> assertThatCode(() -> load(directory, contract, feeds))
                .doesNotThrowAnyException());
    }

    private List<String> examples(String firstKey) {
        return Pattern.compile("```yaml\n(" + firstKey + ":.*?)```", Pattern.DOTALL)
                .matcher(documentation)
                .results()
                .map(example -> example.group(1))
                .toList();
    }

    /** Loads a contract together with the feed file of its feed, if there is one. */
    private static void load(Path directory, String contract, List<String> feeds) throws IOException {
        Path own = Files.createTempDirectory(directory, "contracts");
        for (String feed : feeds) {
            String name = feed.replaceAll("(?s)^feed: (\\w+).*", "$1");
            if (contract.contains("feeds: [" + name + "]")) {
                Files.writeString(Files.createDirectories(own.resolve("feeds")).resolve(name + ".yaml"), feed);
            }
        }
        ContractFiles.catalog(own, contract);
    }

    /** The table whose first column has this heading. */
    private String table(String heading) {
        Matcher table = Pattern.compile("^\\| " + heading + " \\|.*\n(\\|.*\n)+", Pattern.MULTILINE)
                .matcher(documentation);
        table.find();
        return table.group();
    }

    /** The code spans of the first column. */
    private static Set<String> namesIn(String table) {
        return table.lines()
                .flatMap(row -> Pattern.compile("`([^`]+)`")
                        .matcher(row.split("\\|", 3)[1])
                        .results())
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
