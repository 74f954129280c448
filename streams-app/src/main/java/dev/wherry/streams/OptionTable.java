package dev.wherry.streams;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The options as people read them, made from their definition so that neither can be wrong about the other. */
final class OptionTable {
    private OptionTable() {}

    /** For {@code --help}. */
    static String text() {
        return options().stream()
                .map(option ->
                        String.format("  %-20s %s Default: %s", option.name, option.documentation, shown(option)))
                .collect(Collectors.joining("\n"));
    }

    /** For docs/streams-app.md. */
    static String markdown() {
        return options().stream()
                .map(option -> String.format("| `%s` | %s | %s |\n", option.name, shown(option), option.documentation))
                .collect(Collectors.joining("", "| option | default | meaning |\n| --- | --- | --- |\n", ""));
    }

    private static List<ConfigKey> options() {
        return StreamsAppConfig.DEFINITION.names().stream()
                .map(StreamsAppConfig.DEFINITION.configKeys()::get)
                .toList();
    }

    private static String shown(ConfigKey option) {
        if (option.defaultValue == ConfigDef.NO_DEFAULT_VALUE) {
            return "(required)";
        }
        return option.defaultValue == null ? "(none)" : option.defaultValue.toString();
    }
}
