package dev.wherry.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker in this JVM, with its own controller, that keeps its data in {@code <home>/kafka}. What it has
 * acknowledged survives a kill of the process, not a power loss: as Kafka does, it leaves syncing to the system.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final String SERVICE = "kafka";

    private final ServiceDirectory directory;
    private final int port;
    private final Map<String, String> furtherSettings;
    private Optional<KafkaRaftServer> server = Optional.empty();

    private EmbeddedKafka(ServiceDirectory directory, int port, Map<String, String> furtherSettings) {
        this.directory = directory;
        this.port = port;
        this.furtherSettings = furtherSettings;
    }

    /**
     * Starts the broker of that home and returns when it takes requests. What the clients of a killed process left
     * open is cleared away, so that nobody waits for its timeouts.
     *
     * @param port where to listen; 0 for the port of the last run, or a free one
     * @throws ServiceException if the home is held or unusable, or the port is taken
     */
    public static EmbeddedKafka start(Path home, int port) {
        return start(ServiceDirectory.hold(home, SERVICE), port, Map.of());
    }

    /**
     * Starts a broker that is set up otherwise than this one is by itself, for example to demand credentials. Its
     * listeners are called {@code CLIENT} and {@code CONTROLLER}.
     *
     * @param newHome a home that no broker has run on: what clients left open there could not be cleared away, because
     *     nobody knows here how to connect to such a broker
     * @param furtherSettings settings of a broker, which go before its own
     * @throws ServiceException if the home is held, used or unusable, or Kafka refuses the settings
     */
    public static EmbeddedKafka start(Path newHome, Map<String, String> furtherSettings) {
        if (ServiceDirectory.exists(newHome, SERVICE)) {
            throw new ServiceException("A broker with settings of its own needs a new home, and one has run on "
                    + newHome.toAbsolutePath() + ".");
        }
        return start(ServiceDirectory.hold(newHome, SERVICE), 0, Map.copyOf(furtherSettings));
    }

    private static EmbeddedKafka start(ServiceDirectory directory, int port, Map<String, String> furtherSettings) {
        try {
            boolean usedBefore = Files.exists(logs(directory));
            EmbeddedKafka kafka = new EmbeddedKafka(directory, directory.choosePort("Kafka", port), furtherSettings);
            kafka.startAgain();
            directory.recordPort(kafka.port);
            if (usedBefore) {
                StaleClientCleanup.clearAway(kafka.bootstrapServers());
            }
            return kafka;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * The broker of that home: the running one of another process, else one started for this purpose, which ends when
     * the attachment is closed.
     *
     * @return an attachment whose address is the bootstrap servers
     * @throws ServiceException if no broker ever ran on that home
     */
    public static Attachment attach(Path home) {
        return Attachment.of(home, SERVICE, "topics", port -> LoopbackPorts.HOST + ":" + port, held -> {
            EmbeddedKafka kafka = start(held, 0, Map.of());
            return Attachment.started(kafka.bootstrapServers(), kafka::close);
        });
    }

    /** Where clients connect. The same after {@link #stop} and {@link #startAgain}. */
    public String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + port;
    }

    /** Stops the broker and keeps its home, so that nobody else takes it. Nothing happens if it is not running. */
    public synchronized void stop() {
        server.ifPresent(running -> {
            running.shutdown();
            running.awaitShutdown();
        });
        server = Optional.empty();
    }

    /** Starts the broker again after {@link #stop}, with its data and on its port. */
    public synchronized void startAgain() {
        if (server.isPresent()) {
            return;
        }
        LoopbackPorts.requireFree("Kafka", port);
        boolean startedBefore = isFormatted(logs(directory));
        KafkaRaftServer starting = newServer();
        try {
            if (startedBefore) {
                BrokerFencing.end(logs(directory), LoopbackPorts.anyFree());
            }
            starting.startup();
        } catch (RuntimeException e) {
            starting.shutdown();
            throw new ServiceException(
                    "Kafka does not start on " + logs(directory) + ": " + e.getMessage() + "; the log says more.", e);
        }
        server = Optional.of(starting);
    }

    private KafkaRaftServer newServer() {
        Path logs = logs(directory);
        Map<String, String> settings = BrokerConfig.of(logs, port, LoopbackPorts.anyFree());
        settings.putAll(furtherSettings);
        try {
            Files.createDirectories(logs);
            format(logs);
            return new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        } catch (Exception e) { // Formatter.run declares no less
            throw new ServiceException(
                    "Kafka cannot use " + logs + " (" + e.getMessage() + "): make it writable, or choose another home.",
                    e);
        }
    }

    /** What {@code kafka-storage format} does, which writes its file of properties last; nothing if it is done. */
    private static void format(Path logs) throws Exception {
        if (isFormatted(logs)) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setNodeId(BrokerConfig.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(logs.toString()))
                .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
                .run();
    }

    private static boolean isFormatted(Path logs) {
        return Files.exists(logs.resolve("meta.properties"));
    }

    private static Path logs(ServiceDirectory directory) {
        return directory.resolve("data");
    }

    /** Stops the broker and gives its home back. */
    @Override
    public synchronized void close() {
        stop();
        directory.close();
    }
}
