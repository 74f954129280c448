package dev.wherry.embedded;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.RestartRequest;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;

/**
 * A Connect worker in this JVM that runs the connectors of the class path with exactly-once support. Its state is in
 * topics of the broker, including the connector configurations: connectors run again after a restart.
 */
public final class EmbeddedConnect implements AutoCloseable {
    /** The default name of a worker, which is the prefix of its topics. */
    public static final String DEFAULT_NAME = "connect";

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private final Map<String, String> kafka;
    private final String name;
    private final int port;
    private final Map<String, String> secrets;
    private String workerId = "";
    private Optional<Connect<DistributedHerder>> worker = Optional.empty();

    private EmbeddedConnect(Map<String, String> kafka, String name, int port, Map<String, String> secrets) {
        this.kafka = Map.copyOf(kafka);
        this.name = name;
        this.port = port;
        this.secrets = Map.copyOf(secrets);
    }

    /**
     * Starts a worker of the default name.
     *
     * @see #start(String, String, int)
     */
    public static EmbeddedConnect start(String bootstrapServers, int port) {
        return start(bootstrapServers, DEFAULT_NAME, port);
    }

    /**
     * Starts a worker for an unsecured broker.
     *
     * @see #start(Map, String, int, Map)
     */
    public static EmbeddedConnect start(String bootstrapServers, String name, int port) {
        return start(Map.of("bootstrap.servers", bootstrapServers), name, port, Map.of());
    }

    /**
     * Starts a worker and returns when it accepts requests.
     *
     * @param kafka the settings of all clients of the worker and its connectors, at least {@code bootstrap.servers}
     * @param name the prefix of its topics, its group and its transactions; connectors of a worker with another name do
     *     not run here
     * @param port the port of its REST interface, which Connect always starts; 0 for a free one
     * @param secrets what connectors refer to by {@link WorkerSecrets#reference}, by name
     * @throws ServiceException if the port is in use or the broker does not respond
     */
    public static EmbeddedConnect start(Map<String, String> kafka, String name, int port, Map<String, String> secrets) {
        EmbeddedConnect connect = new EmbeddedConnect(kafka, name, port == 0 ? LoopbackPorts.anyFree() : port, secrets);
        connect.startAgain();
        return connect;
    }

    /** Restarts the worker after {@link #stop}, on its port. Does nothing if it is running. */
    public synchronized void startAgain() {
        if (worker.isPresent()) {
            return;
        }
        LoopbackPorts.requireFree(Service.CONNECT, port);
        // Connect's shutdown hook would race Jetty's and could hang the JVM; our caller closes the worker instead.
        Exit.setShutdownHookAdder((name, hook) -> {});
        String identity = "worker-" + UUID.randomUUID();
        try {
            worker = Optional.of(new ConnectDistributed()
                    .startConnect(ConnectWorkerConfig.worker(kafka, name, identity, port, secrets)));
            workerId = ConnectWorkerConfig.workerId(identity, port);
        } catch (RuntimeException e) {
            throw new ServiceException(
                    "Kafka Connect did not start with the broker at " + kafka.get("bootstrap.servers") + ": "
                            + e.getMessage() + "; see the log for details.",
                    e);
        } finally {
            Exit.resetShutdownHookAdder();
        }
        // The herder responds once the worker has joined its group.
        HerderRequest.<Collection<String>>execute("Kafka Connect did not become ready", herder()::connectors);
    }

    /** Stops the worker and its connectors. Does nothing if it is not running. */
    public synchronized void stop() {
        worker.ifPresent(running -> {
            running.stop();
            running.awaitStop();
        });
        worker = Optional.empty();
    }

    /** The base URL of the REST interface. */
    public URI rest() {
        return URI.create("http://" + LoopbackPorts.HOST + ":" + port);
    }

    /**
     * Creates or replaces a connector, which starts asynchronously. Does nothing if the connector has this configuration
     * and has not failed: after a restart of the worker, it is already starting. A connector that is replaced is stopped
     * and deleted first, so that every status seen afterwards is one of the new configuration.
     *
     * @throws ServiceException if the connector rejects the configuration, with all of its error messages
     */
    public void put(String name, Map<String, String> configuration) {
        Map<String, String> named = StoredConnectors.named(name, configuration);
        if (connectors().contains(name)) {
            if (named.equals(herder().connectorInfo(name).config())
                    && status(name).stream().noneMatch(ConnectorStatus::isFailed)) {
                return;
            }
            delete(name);
            awaitDeleted(name);
        }
        HerderRequest.<Herder.Created<ConnectorInfo>>execute(
                "The connector " + name + " cannot be configured",
                callback -> herder().putConnectorConfig(name, named, false, callback));
    }

    /** A worker removes the metrics of a task once it has stopped it. */
    private void awaitDeleted(String name) {
        boolean deleted = Polling.untilTrue(
                STOP_TIMEOUT,
                () -> status(name).isEmpty()
                        && TaskMetrics.of("connector-task-metrics", name).isEmpty());
        if (!deleted) {
            throw new ServiceException(
                    "The connector " + name + " did not stop within " + STOP_TIMEOUT.toSeconds() + " s.");
        }
    }

    /** Stops and deletes a connector, but not its offsets. Does nothing if it does not exist. */
    public void delete(String name) {
        if (connectors().contains(name)) {
            String action = "The connector " + name + " cannot be deleted";
            HerderRequest.<Herder.Created<ConnectorInfo>>execute(
                    action, callback -> herder().deleteConnectorConfig(name, callback));
        }
    }

    /** Pauses a connector's tasks, which stay assigned, until {@link #resume}. */
    public void pause(String name) {
        herder().pauseConnector(name);
    }

    public void resume(String name) {
        herder().resumeConnector(name);
    }

    /** The statuses of the failed connectors, with their errors. Connect itself never restarts them. */
    public List<ConnectorStatus> failed() {
        return connectors().stream()
                .flatMap(name -> status(name).stream())
                .filter(ConnectorStatus::isFailed)
                .toList();
    }

    /**
     * Restarts the failed parts of a connector and its tasks asynchronously. A connector whose target was unavailable
     * for long needs this to continue.
     */
    public void restart(String name) {
        RestartRequest onlyFailedWithTasks = new RestartRequest(name, true, true);
        HerderRequest.<ConnectorStateInfo>execute(
                "The connector " + name + " cannot be restarted",
                callback -> herder().restartConnectorAndTasks(onlyFailedWithTasks, callback));
    }

    /** The names of all connectors. */
    public SortedSet<String> connectors() {
        return new TreeSet<>(herder().connectors());
    }

    /** The status of a connector; empty if it does not exist. */
    public Optional<ConnectorStatus> status(String name) {
        return new ConnectorStatusReader(herder(), workerId).status(name);
    }

    /**
     * Returns when the connector and all of its tasks are running.
     *
     * @throws ServiceException if one of them fails, with its error, or if it takes longer than the timeout
     */
    public void awaitRunning(String name, Duration timeout) {
        ConnectorStatus finalStatus = Polling.untilPresent(
                        timeout, () -> status(name).filter(status -> status.isRunning() || status.isFailed()))
                .orElseThrow(() -> new ServiceException("The connector " + name + " is not running after "
                        + timeout.toSeconds() + " s: "
                        + status(name).map(Object::toString).orElse("it does not exist")
                        + "."));
        finalStatus.failure().ifPresent(failure -> {
            throw new ServiceException("The connector " + name + " has failed: " + failure);
        });
    }

    private synchronized DistributedHerder herder() {
        return worker.orElseThrow(() -> new ServiceException("Kafka Connect is stopped: start it first."))
                .herder();
    }

    @Override
    public void close() {
        stop();
    }
}
