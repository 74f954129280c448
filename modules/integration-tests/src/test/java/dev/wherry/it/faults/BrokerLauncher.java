package dev.wherry.it.faults;

import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.process.FreePort;
import dev.wherry.testing.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Configures and launches a Kafka broker with a separate listener for each client. Each listener advertises a relay, so
 * a test can cut off a single client.
 */
final class BrokerLauncher {
    private static final String DIRECT = "DIRECT";
    /** Starting the controller and its session timeout take two seconds, unless the disk is full. */
    private static final Duration FENCING_TIMEOUT = Duration.ofSeconds(20);
    /**
     * Polls, at 20 per second, after which an active controller would have fenced the previous broker session; so it
     * had been fenced before.
     */
    private static final int MAX_ACTIVE_POLLS = 60;

    private final Path directory;
    private final Path data;
    private final Path settings;
    private final Path controllerSettings;
    private final int port;

    /** @param relays the relay in front of each listener, by listener name */
    BrokerLauncher(Path directory, Path data, Map<String, Relay> relays) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.data = data;
        this.settings = directory.resolve("server.properties");
        this.controllerSettings = directory.resolve("controller.properties");
        this.port = FreePort.any();
        int controllerPort = FreePort.any();
        Files.writeString(settings, settings(relays, controllerPort));
        Files.writeString(controllerSettings, controllerSettings(controllerPort));
        format();
    }

    /** The direct listener, which bypasses all relays. */
    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    private String settings(Map<String, Relay> relays, int controller) throws IOException {
        String listeners = join(relays, (name, relay) -> name + "://127.0.0.1:" + relay.target());
        String advertised = join(relays, (name, relay) -> name + "://127.0.0.1:" + relay.port());
        String protocols = join(relays, (name, relay) -> name + ":PLAINTEXT");
        String direct = DIRECT + "://127.0.0.1:" + port;
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                listeners=%s,%s,CONTROLLER://127.0.0.1:%d
                advertised.listeners=%s,%s
                listener.security.protocol.map=%s,DIRECT:PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=DIRECT
                controller.listener.names=CONTROLLER
                log.dirs=%s
                num.network.threads=1
                num.io.threads=4
                background.threads=2
                log.cleaner.dedupe.buffer.size=8388608
                log.retention.ms=-1
                auto.create.topics.enable=false
                offsets.topic.num.partitions=1
                offsets.topic.segment.bytes=4194304
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=1
                transaction.state.log.segment.bytes=4194304
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=500
                broker.session.timeout.ms=60000
                transaction.abort.timed.out.transaction.cleanup.interval.ms=3000
                add.partitions.to.txn.retry.backoff.ms=2
                """.formatted(controller, listeners, direct, controller, advertised, direct, protocols, data);
    }

    private String controllerSettings(int controller) {
        return """
                process.roles=controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                listeners=CONTROLLER://127.0.0.1:%d
                listener.security.protocol.map=CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                log.dirs=%s
                broker.session.timeout.ms=1000
                broker.heartbeat.interval.ms=100
                controller.performance.always.log.threshold.ms=0
                """.formatted(controller, controller, data);
    }

    private static String join(Map<String, Relay> relays, BiFunction<String, Relay, String> each) {
        return relays.entrySet().stream()
                .map(entry -> each.apply(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(","));
    }

    private void format() throws IOException {
        ChildProcess format = java(
                "kafka.tools.StorageTool",
                "format",
                "--ignore-formatted",
                "--cluster-id=AAAAAAAAAAAAAAAAAAAAAA",
                "--config=" + settings);
        if (format.await() != 0) {
            throw new AssertionError(format.output());
        }
    }

    ChildProcess launch(int incarnation) throws Exception {
        if (incarnation > 1) {
            fencePreviousSession();
        }
        return java("kafka.Kafka", settings.toString());
    }

    /** Fences the previous broker session, as {@code docker/kafka/start} does; the reasons are given there. */
    private void fencePreviousSession() throws Exception {
        Path output = Files.createTempFile(directory, "controller", ".out");
        ChildProcess controller = java(output, "kafka.Kafka", controllerSettings.toString());
        try {
            long end = System.nanoTime() + FENCING_TIMEOUT.toNanos();
            long activePolls = 0;
            while (!hasFenced(controller.output())
                    && controller.isAlive()
                    && System.nanoTime() - end < 0
                    && activePolls < MAX_ACTIVE_POLLS) {
                activePolls += controller.output().contains("Becoming the active controller") ? 1 : 0;
                Thread.sleep(50);
            }
        } finally {
            controller.stop();
        }
    }

    /** Whether the controller has fenced the previous session, and the record of it is durable. */
    private static boolean hasFenced(String log) {
        int start = log.indexOf("Fencing broker 1");
        return start >= 0 && log.indexOf("maybeFenceStaleBroker", start) >= 0;
    }

    private ChildProcess java(String main, String... arguments) throws IOException {
        return java(directory.resolve("broker.out"), main, arguments);
    }

    private static ChildProcess java(Path output, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.level=INFO",
                "-cp",
                String.join(":", JavaCommand.thirdPartyClassPath()),
                main));
        command.addAll(List.of(arguments));
        return ChildProcess.java(output, command);
    }
}
