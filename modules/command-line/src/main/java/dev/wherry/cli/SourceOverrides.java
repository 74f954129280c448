package dev.wherry.cli;

import dev.wherry.embedded.ConnectorOptionNames;
import dev.wherry.operations.connectors.ConnectorConfigs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Additional options of the source connector. */
final class SourceOverrides {
    private static final String FLAG = "--source-option";

    @Option(
            names = FLAG,
            paramLabel = "KEY=VALUE",
            description = "An additional option of the source connector, such as rescan.interval.ms=1000. Repeatable.")
    private Map<String, String> options = new LinkedHashMap<>();

    Map<String, String> options() {
        return options;
    }

    /** A sentence for each option that the connector does not know. */
    List<String> faults() {
        return options.isEmpty()
                ? List.of()
                : ConnectorOptions.unknown(
                        FLAG, options.keySet(), ConnectorOptionNames.ofSource(ConnectorConfigs.SOURCE_CLASS));
    }
}
