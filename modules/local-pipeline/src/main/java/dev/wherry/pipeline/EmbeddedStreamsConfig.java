package dev.wherry.pipeline;

import java.nio.file.Path;
import java.util.Map;

/** The configuration of the streams app in the JVM of the local pipeline. */
public final class EmbeddedStreamsConfig {
    public static final String APPLICATION_ID = "wherry-streams";

    private EmbeddedStreamsConfig() {}

    static Map<String, String> embedded(String bootstrapServers, Path stateDirectory) {
        return Map.of(
                "application.id",
                APPLICATION_ID,
                "bootstrap.servers",
                bootstrapServers,
                "state.dir",
                stateDirectory.toString(),
                // a static member rejoins after a restart without waiting for its previous session to time out
                "group.instance.id",
                "local-pipeline");
    }
}
