package dev.wherry.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How a broker is set up that is its own controller, has no peers, and shares a small heap with everything else. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String CLIENT_LISTENER = "CLIENT";

    private BrokerSettings() {}

    static Map<String, String> of(Path logs, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(identity(logs, port, controllerPort));
        settings.putAll(oneReplica());
        settings.putAll(quickRecovery());
        settings.putAll(smallMemory());
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // Records carry the times of events, and the default of 7 days would take those of old ones away.
        settings.put("log.retention.ms", "-1");
        return settings;
    }

    private static Map<String, String> identity(Path logs, int port, int controllerPort) {
        String controller = Ports.HOST + ":" + controllerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "listeners",
                CLIENT_LISTENER + "://" + Ports.HOST + ":" + port + "," + CONTROLLER_LISTENER + "://" + controller,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "listener.security.protocol.map",
                CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "inter.broker.listener.name",
                CLIENT_LISTENER,
                // Voters named here rather than in the metadata log: the controller's port may differ on every start.
                "controller.quorum.voters",
                NODE_ID + "@" + controller,
                "log.dirs",
                logs.toString());
    }

    private static Map<String, String> oneReplica() {
        return Map.of(
                "default.replication.factor", "1",
                "min.insync.replicas", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1");
    }

    /**
     * After a kill the controller waits for the old registration's session to end: 6 s rather than 9. Not less, because where a
     * busy machine lets the broker stand still for longer, its partitions have no leader for a moment, and transactions that end
     * just then fail or hang. Until that session ends, a broker that was started anew leads its partitions although it takes no
     * requests, and what it decides about transactions meanwhile is forgotten; so it looks for timed out ones later.
     */
    private static Map<String, String> quickRecovery() {
        return Map.of(
                "broker.session.timeout.ms", "6000",
                "broker.heartbeat.interval.ms", "500",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "7000",
                "group.min.session.timeout.ms", "500");
    }

    private static Map<String, String> smallMemory() {
        return Map.of(
                "log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20), // the default takes 128 MB of heap
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2");
    }
}
