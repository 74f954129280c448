package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class OptionTableTest {
    private static final Path PAGE = Path.of("../docs/file-source-connector.md");

    /** If it fails, copy the expected text into the page. */
    @Test
    void thePageListsTheDefinedOptions() throws IOException {
        assertThat(shown(
                        "<!-- options: generated from FileSourceConfig, held by OptionTableTest -->\n",
                        "<!-- end of options -->"))
                .isEqualTo(options());
    }

    /** If it fails, copy the expected text into the page. */
    @Test
    void thePageListsTheDefinedMetrics() throws IOException {
        assertThat(shown(
                        "<!-- metrics: generated from SourceMetrics, held by OptionTableTest -->\n",
                        "<!-- end of metrics -->"))
                .isEqualTo(metrics());
    }

    private static String shown(String start, String end) throws IOException {
        String page = Files.readString(PAGE);
        return page.substring(page.indexOf(start) + start.length(), page.indexOf(end));
    }

    private static String options() {
        return "| option | default | what it is |\n| --- | --- | --- |\n"
                + FileSourceConfig.DEFINITION.configKeys().values().stream()
                        .map(OptionTableTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(ConfigDef.ConfigKey option) {
        return "| `" + option.name + "` | " + defaultOf(option) + " | " + option.documentation + " |\n";
    }

    private static String defaultOf(ConfigDef.ConfigKey option) {
        if (!option.hasDefault()) {
            return "required";
        }
        String value = option.defaultValue instanceof List<?> list
                ? list.stream().map(Object::toString).collect(Collectors.joining(","))
                : option.defaultValue.toString();
        return value.isEmpty() ? "empty" : "`" + value + "`";
    }

    private static String metrics() {
        FakeMetrics metrics = new FakeMetrics();
        new SourceMetrics(metrics);
        Map<String, String> sorted = new TreeMap<>(metrics.descriptions());
        return "| metric | what it is |\n| --- | --- |\n"
                + sorted.entrySet().stream()
                        .map(metric -> "| `" + metric.getKey() + "` | " + metric.getValue() + " |\n")
                        .collect(Collectors.joining());
    }
}
