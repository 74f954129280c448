package dev.wherry.pipeline;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The configuration of the streams app in the JVM of the local pipeline. */
public final class EmbeddedStreamsConfig {
    public static final String APPLICATION_ID = "wherry-streams";

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    /** Marks settings that the app passes to its Kafka clients. */
    private static final String KAFKA_PREFIX = "kafka.";

    private EmbeddedStreamsConfig() {}

    static Map<String, String> onEmbeddedKafka(String bootstrapServers, Path stateDirectory) {
        Map<String, String> config = config(bootstrapServers, stateDirectory);
        // a static member rejoins after a restart without waiting for its previous session to time out
        config.put("group.instance.id", "local-pipeline");
        return config;
    }

    /**
     * Without static membership, the app leaves its group when it stops: another instance may follow on another machine.
     *
     * @param kafka Kafka client settings
     * @param clientId the start of the client ids: see {@link ClusterTakeover}
     */
    static Map<String, String> onGivenKafka(Map<String, String> kafka, String clientId, Path stateDirectory) {
        Map<String, String> config = config(kafka.get(BOOTSTRAP_SERVERS), stateDirectory);
        kafka.forEach((name, value) -> config.put(KAFKA_PREFIX + name, value));
        config.remove(KAFKA_PREFIX + BOOTSTRAP_SERVERS); // an option of the app itself
        config.put(KAFKA_PREFIX + "client.id", clientId);
        return config;
    }

    private static Map<String, String> config(String bootstrapServers, Path stateDirectory) {
        Map<String, String> config = new HashMap<>();
        config.put("application.id", APPLICATION_ID);
        config.put(BOOTSTRAP_SERVERS, bootstrapServers);
        config.put("state.dir", stateDirectory.toString());
        return config;
    }
}
