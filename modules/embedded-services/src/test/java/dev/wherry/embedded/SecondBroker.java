package dev.wherry.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** A second broker whose controller is an embedded one: its partitions have no leader while it is down. */
final class SecondBroker implements AutoCloseable {
    static final int NODE_ID = 2;

    private final Map<String, String> settings = new HashMap<>();
    private KafkaRaftServer server;

    SecondBroker(Path logs, String clusterId, int controllerPort) throws Exception {
        settings.putAll(BrokerConfig.brokerAndController(logs, LoopbackPorts.anyFree(), controllerPort));
        settings.put("process.roles", "broker");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("listeners", "CLIENT://127.0.0.1:" + LoopbackPorts.anyFree());
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setNodeId(NODE_ID)
                .setClusterId(clusterId)
                .setDirectories(List.of(logs.toString()))
                .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
                .run();
    }

    void start() {
        server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
