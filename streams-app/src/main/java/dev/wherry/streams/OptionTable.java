package dev.wherry.streams;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Renders the option definitions for people, so that help text and documentation cannot differ from them. */
final class OptionTable {
    private OptionTable() {}

    /** For {@code --help}. */
    static String text() {
        return options().stream()
                .map(option ->
                        String.format("  %-20s %s Default: %s", option.name, option.documentation, defaultOf(option)))
                .collect(Collectors.joining("\n"));
    }

    /** For docs/streams-app.md. */
    static String markdown() {
        return options().stream()
                .map(option ->
                        String.format("| `%s` | %s | %s |\n", option.name, defaultOf(option), option.documentation))
                .collect(Collectors.joining("", "| option | default | meaning |\n| --- | --- | --- |\n", ""));
    }

    private static List<ConfigKey> options() {
        return StreamsAppConfig.DEFINITION.names().stream()
                .map(StreamsAppConfig.DEFINITION.configKeys()::get)
                .toList();
    }

    private static String defaultOf(ConfigKey option) {
        if (option.defaultValue == ConfigDef.NO_DEFAULT_VALUE) {
            return "(required)";
        }
        return option.defaultValue == null ? "(none)" : option.defaultValue.toString();
    }
}
