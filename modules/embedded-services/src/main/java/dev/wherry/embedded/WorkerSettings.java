package dev.wherry.embedded;

import java.util.HashMap;
import java.util.Map;

/** How a Connect worker is set up that is a cluster by itself. */
final class WorkerSettings {
    private WorkerSettings() {}

    /**
     * @param name the host name by which the worker knows itself, which is written into every status. It is another one
     *     at every start, so that the statuses of a worker that was killed are known for what they are. Nobody calls it.
     */
    static Map<String, String> of(String bootstrapServers, String name, int port) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("listeners", "http://" + Ports.HOST + ":" + port);
        settings.put("rest.advertised.host.name", name);
        // Standalone workers ignore this setting silently; that is why this one is a distributed worker.
        settings.put("exactly.once.source.support", "enabled");
        // Plugins are found by their manifests; looking into every class takes three times as long.
        settings.put("plugin.discovery", "service_load");
        settings.putAll(topics());
        settings.putAll(converters());
        settings.putAll(quickStart());
        return settings;
    }

    private static Map<String, String> topics() {
        return Map.of(
                "group.id", "wherry-connect",
                "config.storage.topic", "connect-configs",
                "config.storage.replication.factor", "1",
                "offset.storage.topic", "connect-offsets",
                "offset.storage.replication.factor", "1",
                "offset.storage.partitions", "1",
                "status.storage.topic", "connect-status",
                "status.storage.replication.factor", "1",
                "status.storage.partitions", "1");
    }

    private static Map<String, String> converters() {
        String bytes = "org.apache.kafka.connect.converters.ByteArrayConverter";
        return Map.of("key.converter", bytes, "value.converter", bytes, "header.converter", bytes);
    }

    /** Nobody else is in the group, so that nobody needs to be waited for. */
    private static Map<String, String> quickStart() {
        return Map.of(
                "scheduled.rebalance.max.delay.ms", "0",
                "session.timeout.ms", "3000",
                "heartbeat.interval.ms", "1000",
                "rebalance.timeout.ms", "10000",
                "offset.flush.interval.ms", "1000");
    }
}
