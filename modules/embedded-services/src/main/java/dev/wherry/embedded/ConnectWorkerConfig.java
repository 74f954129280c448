package dev.wherry.embedded;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The configuration of a Connect worker that is its own cluster. */
final class ConnectWorkerConfig {
    /**
     * How long the broker may be down without a task failing. The broker allows at most 15 minutes for transactions.
     */
    private static final Duration OUTAGE = Duration.ofMinutes(10);

    private static final String BROKER_DEFAULT = "-1";

    private static final List<String> CLIENT_PREFIXES = List.of("producer.", "consumer.", "admin.");

    private ConnectWorkerConfig() {}

    /**
     * @param kafka the settings of all clients; a worker configures its own and those of its connectors separately
     * @param name prefix of the group id, and of the topics that store connector configurations, offsets and statuses
     * @param identity unique for each start. It is the group id, so that the start need not wait for the member of a
     *     killed worker, and the worker's host name, which is part of every status that it writes. No client resolves
     *     that name, and neither offsets nor configurations depend on it.
     */
    static Map<String, String> worker(
            Map<String, String> kafka, String name, String identity, int port, Map<String, String> secrets) {
        Map<String, String> settings = new HashMap<>();
        kafka.forEach((setting, value) -> {
            settings.put(setting, value);
            CLIENT_PREFIXES.forEach(prefix -> settings.put(prefix + setting, value));
        });
        settings.put("listeners", "http://" + LoopbackPorts.HOST + ":" + port);
        settings.put("rest.advertised.host.name", hostName(identity));
        settings.put("group.id", name + "-" + identity);
        // Standalone workers silently ignore this setting, so this is a distributed worker.
        settings.put("exactly.once.source.support", "enabled");
        // Finds plugins by their service manifests; scanning every class takes three times as long.
        settings.put("plugin.discovery", "service_load");
        settings.putAll(topics(name));
        settings.putAll(converters());
        settings.putAll(timeouts());
        WorkerSecrets.settings(secrets)
                .forEach((setting, value) -> settings.merge(setting, value, (given, ours) -> given + "," + ours));
        return settings;
    }

    /**
     * Each transaction of a source writes to the offsets topic, which every start reads completely. Only closed
     * segments are compacted, and the default size of 1 GB takes weeks to fill. Transaction markers are kept for {@code
     * delete.retention.ms}, a day by default.
     */
    private static Map<String, String> topics(String name) {
        return Map.ofEntries(
                Map.entry("config.storage.topic", configTopic(name)),
                Map.entry("config.storage.replication.factor", BROKER_DEFAULT),
                Map.entry("offset.storage.topic", name + "-offsets"),
                Map.entry("offset.storage.replication.factor", BROKER_DEFAULT),
                Map.entry("offset.storage.partitions", "1"),
                Map.entry("offset.storage.segment.bytes", Integer.toString(4 << 20)),
                Map.entry("offset.storage.delete.retention.ms", millis(Duration.ofHours(1))),
                Map.entry("status.storage.topic", name + "-status"),
                Map.entry("status.storage.replication.factor", BROKER_DEFAULT),
                Map.entry("status.storage.partitions", "1"));
    }

    /** The topic with the connector configurations of a worker of this name. */
    static String configTopic(String name) {
        return name + "-configs";
    }

    private static Map<String, String> converters() {
        String bytes = "org.apache.kafka.connect.converters.ByteArrayConverter";
        return Map.of("key.converter", bytes, "value.converter", bytes, "header.converter", bytes);
    }

    /**
     * A worker without a broker for a heartbeat interval stops all of its tasks, and takes minutes to start them again.
     * With long timeouts, their clients continue as soon as the broker is back; no other worker could take them over
     * anyway. Transactions time out as late: the next process aborts those of a killed one when it starts.
     */
    private static Map<String, String> timeouts() {
        return Map.of(
                "heartbeat.interval.ms", millis(OUTAGE),
                "session.timeout.ms", millis(OUTAGE.multipliedBy(2)),
                "producer.transaction.timeout.ms", millis(OUTAGE),
                "scheduled.rebalance.max.delay.ms", "0",
                "offset.flush.interval.ms", "1000");
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static String hostName(String identity) {
        return identity + ".localhost";
    }

    /** The worker id in the statuses that a worker of this identity writes. */
    static String workerId(String identity, int port) {
        return hostName(identity) + ":" + port;
    }
}
