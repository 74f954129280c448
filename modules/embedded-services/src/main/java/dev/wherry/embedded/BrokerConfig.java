package dev.wherry.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The configuration of a broker that is its own controller, has no peers, and shares a small heap. */
final class BrokerConfig {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String CLIENT_LISTENER = "CLIENT";
    /** How often the broker writes the beginnings of its partitions to disk. The default is a minute. */
    static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private BrokerConfig() {}

    static Map<String, String> brokerAndController(Path logs, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(identity(logs, controllerPort));
        settings.putAll(listeners(port, controllerPort));
        settings.putAll(singleReplica());
        settings.putAll(singleBroker());
        settings.putAll(smallMemory());
        // A transaction may start while the markers of the previous one are being written. By default, the broker
        // retries
        // after 20 ms.
        settings.put("add.partitions.to.txn.retry.backoff.ms", "2");
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.initial.task.delay.ms", Long.toString(CHECKPOINT_INTERVAL.toMillis())); // default: 30 s
        settings.put("log.flush.start.offset.checkpoint.interval.ms", Long.toString(CHECKPOINT_INTERVAL.toMillis()));
        // Records have the timestamps of events; the default retention of 7 days would delete old ones.
        settings.put("log.retention.ms", "-1");
        return settings;
    }

    /** The controller of the same broker without the broker. It fences a broker after a second without a heartbeat. */
    static Map<String, String> controllerOnly(Path logs, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(identity(logs, controllerPort));
        settings.put("process.roles", "controller");
        settings.put("listeners", controllerListener(controllerPort));
        settings.put("broker.session.timeout.ms", "1000");
        settings.put("broker.heartbeat.interval.ms", "100");
        return settings;
    }

    private static Map<String, String> identity(Path logs, int controllerPort) {
        return Map.of(
                "node.id",
                Integer.toString(NODE_ID),
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "listener.security.protocol.map",
                CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                // Voters are configured here, not in the metadata log, because the controller's port may differ on
                // every start.
                "controller.quorum.voters",
                NODE_ID + "@" + LoopbackPorts.HOST + ":" + controllerPort,
                "log.dirs",
                logs.toString());
    }

    private static Map<String, String> listeners(int port, int controllerPort) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "listeners",
                CLIENT_LISTENER + "://" + LoopbackPorts.HOST + ":" + port + "," + controllerListener(controllerPort),
                "inter.broker.listener.name",
                CLIENT_LISTENER);
    }

    private static String controllerListener(int port) {
        return CONTROLLER_LISTENER + "://" + LoopbackPorts.HOST + ":" + port;
    }

    private static Map<String, String> singleReplica() {
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
     * A broker that stalls on a busy machine must not be fenced: no other broker could lead its partitions, and
     * transactions that end without a leader fail or hang. The next start does not wait that long, see {@link
     * BrokerFencing}.
     */
    private static Map<String, String> singleBroker() {
        return Map.of("broker.session.timeout.ms", "60000", "group.min.session.timeout.ms", "500");
    }

    private static Map<String, String> smallMemory() {
        return Map.of(
                "log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20), // the default takes 128 MB of heap
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2");
    }
}
