package dev.wherry.embedded;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How a Connect worker is set up that is a cluster by itself. */
final class ConnectWorkerConfig {
    /** How long the broker may be away without a task failing. It accepts 15 minutes at most for transactions. */
    private static final Duration OUTAGE = Duration.ofMinutes(10);

    private ConnectWorkerConfig() {}

    /**
     * @param name prefix of the topics that hold the connectors' configurations, offsets and statuses
     * @param identity what is told apart from every other start: the group, in which the member of a killed worker would
     *     have to be waited for, and the worker's host name, which is in every status that it writes. Nobody calls it by
     *     that name; and offsets and configurations hang on neither.
     */
    static Map<String, String> of(String bootstrapServers, String name, String identity, int port) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("listeners", "http://" + LoopbackPorts.HOST + ":" + port);
        settings.put("rest.advertised.host.name", hostName(identity));
        settings.put("group.id", "connect-" + identity);
        // Standalone workers ignore this setting silently; that is why this one is a distributed worker.
        settings.put("exactly.once.source.support", "enabled");
        // Plugins are found by their manifests; looking into every class takes three times as long.
        settings.put("plugin.discovery", "service_load");
        settings.putAll(topics(name));
        settings.putAll(converters());
        settings.putAll(patience());
        return settings;
    }

    /**
     * Each transaction of a source writes to the offsets' topic, all of which is read at every start. Only closed segments
     * are compacted, and the default of 1 GB takes weeks to close; and the end of every transaction is kept for the time of
     * {@code delete.retention.ms}, a day by default.
     */
    private static Map<String, String> topics(String name) {
        return Map.ofEntries(
                Map.entry("config.storage.topic", name + "-configs"),
                Map.entry("config.storage.replication.factor", "1"),
                Map.entry("offset.storage.topic", name + "-offsets"),
                Map.entry("offset.storage.replication.factor", "1"),
                Map.entry("offset.storage.partitions", "1"),
                Map.entry("offset.storage.segment.bytes", Integer.toString(4 << 20)),
                Map.entry("offset.storage.delete.retention.ms", millis(Duration.ofHours(1))),
                Map.entry("status.storage.topic", name + "-status"),
                Map.entry("status.storage.replication.factor", "1"),
                Map.entry("status.storage.partitions", "1"));
    }

    private static Map<String, String> converters() {
        String bytes = "org.apache.kafka.connect.converters.ByteArrayConverter";
        return Map.of("key.converter", bytes, "value.converter", bytes, "header.converter", bytes);
    }

    /**
     * A worker that finds no broker for a heartbeat's time stops all of its tasks, and takes minutes to start them again.
     * Left alone, their clients go on as soon as the broker is back; and there is nobody else to take them over. Their
     * transactions wait as long: those of a killed process are aborted by the next one when it starts.
     */
    private static Map<String, String> patience() {
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

    /** What the worker of that identity signs its statuses with. */
    static String workerId(String identity, int port) {
        return hostName(identity) + ":" + port;
    }
}
