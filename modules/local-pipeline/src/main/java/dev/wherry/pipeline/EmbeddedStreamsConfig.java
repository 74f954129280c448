package dev.wherry.pipeline;

import java.nio.file.Path;
import java.util.Map;

/** The streams app's options beside everything else in one JVM. */
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
                // a member that comes back under its name need not wait for the end of its own session
                "group.instance.id",
                "local-pipeline");
    }
}
