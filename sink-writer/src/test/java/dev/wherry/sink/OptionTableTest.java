package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class OptionTableTest {
    private static final Path PAGE = Path.of("../docs/sink-writer.md");
    private static final String START =
            "<!-- options: generated from PostgresSinkConfig, checked by OptionTableTest -->\n";
    private static final String END = "<!-- end of options -->";

    /** If it fails, replace the table in the page with the expected text. */
    @Test
    void thePageShowsTheDefinedOptions() throws IOException {
        String page = Files.readString(PAGE);

        String shown = page.substring(page.indexOf(START) + START.length(), page.indexOf(END));

        assertThat(shown).isEqualTo(table());
    }

    private static String table() {
        return "| option | default | what it is |\n| --- | --- | --- |\n"
                + PostgresSinkConfig.DEFINITION.configKeys().values().stream()
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
        String value = option.defaultValue instanceof Password hidden ? hidden.value() : option.defaultValue.toString();
        return value.isEmpty() ? "empty" : "`" + value + "`";
    }
}
