package dev.wherry.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
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
 * A Kafka broker in this JVM, with its own controller, that keeps its data in {@code <home>/kafka}. Acknowledged
 * records survive a kill of the process but not a power loss: as usual in Kafka, syncing to disk is left to the
 * operating system.
 */
public final class EmbeddedKafka implements AutoCloseable {
    static final String SERVICE = "kafka";
    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofSeconds(60);

    private final ServiceDirectory directory;
    private final int port;
    private final Map<String, String> overrides;
    private Optional<KafkaRaftServer> server = Optional.empty();

    private EmbeddedKafka(ServiceDirectory directory, int port, Map<String, String> overrides) {
        this.directory = directory;
        this.port = port;
        this.overrides = overrides;
    }

    /**
     * Starts the broker of this home and returns when it accepts requests. Transactions and group members left by the
     * clients of a killed process are cleaned up, so that no client waits for their timeouts.
     *
     * @param port the port to listen on; 0 for the port of the previous run, or a free one
     * @throws ServiceException if the home is in use or unusable, or the port is in use
     */
    public static EmbeddedKafka start(Path home, int port) {
        return start(ServiceDirectory.lock(home, SERVICE), port, Map.of());
    }

    /**
     * Starts a broker with other settings, for example to require credentials. Its listeners are called {@code CLIENT}
     * and {@code CONTROLLER}.
     *
     * @param newHome a home that no broker has run on: this class does not know how to connect to such a broker, so it
     *     could not clean up after the clients of an earlier run
     * @param overrides broker settings that take precedence over the defaults of this class
     * @throws ServiceException if the home is in use, was used before or is unusable, or Kafka rejects the settings
     */
    public static EmbeddedKafka start(Path newHome, Map<String, String> overrides) {
        if (ServiceDirectory.exists(newHome, SERVICE)) {
            throw new ServiceException(
                    "A broker with custom settings needs a new home, but a broker has already run on "
                            + newHome.toAbsolutePath() + ".");
        }
        return start(ServiceDirectory.lock(newHome, SERVICE), 0, Map.copyOf(overrides));
    }

    private static EmbeddedKafka start(ServiceDirectory directory, int port, Map<String, String> overrides) {
        try {
            boolean usedBefore = Files.exists(logs(directory));
            EmbeddedKafka kafka = new EmbeddedKafka(directory, directory.choosePort(Service.KAFKA, port), overrides);
            kafka.startAgain();
            directory.recordPort(kafka.port);
            if (usedBefore) {
                StaleClientCleanup.cleanUp(kafka.bootstrapServers());
            }
            return kafka;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * Attaches to the broker of this home that another process runs, or else starts one. A started broker stops when
     * the lease is closed.
     *
     * @return a lease whose address is the bootstrap servers
     * @throws ServiceException if no broker ever ran on this home
     */
    public static ServiceLease attach(Path home) {
        return ServiceLease.of(home, SERVICE, "topics", port -> LoopbackPorts.HOST + ":" + port, held -> {
            EmbeddedKafka kafka = start(held, 0, Map.of());
            return ServiceLease.started(kafka.bootstrapServers(), kafka::close);
        });
    }

    /** The address for clients. The same after {@link #stop} and {@link #startAgain}. */
    public String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + port;
    }

    /** The settings of clients. */
    public Map<String, String> clientSettings() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    /** Whether a broker ever ran on this home. */
    public static boolean hasRunOn(Path home) {
        return ServiceDirectory.exists(home, SERVICE);
    }

    /** Stops the broker and keeps the home locked. Does nothing if it is not running. */
    public synchronized void stop() {
        server.ifPresent(running -> {
            running.shutdown();
            running.awaitShutdown();
        });
        server = Optional.empty();
    }

    /** Restarts the broker after {@link #stop}, with its data and on its port. Does nothing if it is running. */
    public synchronized void startAgain() {
        if (server.isPresent()) {
            return;
        }
        LoopbackPorts.requireFree(Service.KAFKA, port);
        boolean startedBefore = isFormatted(logs(directory));
        KafkaRaftServer starting = newServer();
        try {
            if (startedBefore) {
                BrokerFencing.fencePreviousSession(logs(directory), LoopbackPorts.anyFree());
            }
            starting.startup();
        } catch (RuntimeException e) {
            starting.shutdown();
            throw new ServiceException(
                    "Kafka did not start on " + logs(directory) + ": " + e.getMessage() + "; see the log for details.",
                    e);
        }
        server = Optional.of(starting);
    }

    /**
     * Waits until the broker has written the beginnings of all partitions to disk. Before that, a kill brings deleted records
     * back.
     */
    public void awaitLogStartCheckpoint() {
        awaitCheckpoint(); // may have been begun before the call
        awaitCheckpoint();
    }

    private void awaitCheckpoint() {
        Path checkpoint = logs(directory).resolve("log-start-offset-checkpoint");
        FileTime before = lastModified(checkpoint);
        if (!Polling.untilTrue(
                CHECKPOINT_TIMEOUT, () -> !lastModified(checkpoint).equals(before))) {
            throw new ServiceException("Kafka has not written " + checkpoint + " for " + CHECKPOINT_TIMEOUT.toSeconds()
                    + " s: see the log for details.");
        }
    }

    /** The epoch for a file that does not exist. */
    private static FileTime lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (NoSuchFileException missing) {
            return FileTime.fromMillis(0);
        } catch (IOException e) {
            throw new ServiceException("Kafka's file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private KafkaRaftServer newServer() {
        Path logs = logs(directory);
        Map<String, String> settings = BrokerConfig.brokerAndController(logs, port, LoopbackPorts.anyFree());
        settings.putAll(overrides);
        try {
            Files.createDirectories(logs);
            format(logs);
            return new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        } catch (Exception e) { // Formatter.run declares Exception
            throw new ServiceException(
                    "Kafka cannot use " + logs + " (" + e.getMessage() + "): make it writable, or choose another home.",
                    e);
        }
    }

    /** Does what {@code kafka-storage format} does, unless it is done: {@code meta.properties} is written last. */
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

    /** Stops the broker and releases the home. */
    @Override
    public synchronized void close() {
        stop();
        directory.close();
    }
}
