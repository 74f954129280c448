package dev.wherry.embedded;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
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
 * A Connect worker in this JVM that runs the connectors of the class path with exactly-once support. Its state, the
 * connectors' configurations among it, is in topics of the broker: what was put runs again after a restart.
 */
public final class EmbeddedConnect implements AutoCloseable {
    /** What a worker's topics are called by, unless told otherwise. */
    public static final String NAME = "connect";

    private final String bootstrapServers;
    private final String name;
    private final int port;
    private String workerId = "";
    private Optional<Connect<DistributedHerder>> worker = Optional.empty();

    private EmbeddedConnect(String bootstrapServers, String name, int port) {
        this.bootstrapServers = bootstrapServers;
        this.name = name;
        this.port = port;
    }

    /**
     * Starts a worker of the usual name.
     *
     * @see #start(String, String, int)
     */
    public static EmbeddedConnect start(String bootstrapServers, int port) {
        return start(bootstrapServers, NAME, port);
    }

    /**
     * Starts a worker and returns when it takes requests.
     *
     * @param name what its topics are called by; connectors that were put to a worker of another name do not run here
     * @param port where its REST interface listens, which cannot be left out; 0 for a free one
     * @throws ServiceException if the port is taken or the broker does not answer
     */
    public static EmbeddedConnect start(String bootstrapServers, String name, int port) {
        EmbeddedConnect connect = new EmbeddedConnect(bootstrapServers, name, port == 0 ? LoopbackPorts.anyFree() : port);
        connect.startAgain();
        return connect;
    }

    /** Starts the worker again after {@link #stop}, on its port. Nothing happens if it is running. */
    public synchronized void startAgain() {
        if (worker.isPresent()) {
            return;
        }
        LoopbackPorts.requireFree("Kafka Connect", port);
        // Connect's own hook would race Jetty's at the end of the JVM, and then hangs; whoever started us closes us.
        Exit.setShutdownHookAdder((name, hook) -> {});
        String identity = "worker-" + UUID.randomUUID();
        try {
            worker = Optional.of(new ConnectDistributed()
                    .startConnect(ConnectWorkerConfig.of(bootstrapServers, name, identity, port)));
            workerId = ConnectWorkerConfig.workerId(identity, port);
        } catch (RuntimeException e) {
            throw new ServiceException(
                    "Kafka Connect does not start with the broker at " + bootstrapServers + ": " + e.getMessage()
                            + "; the log says more.",
                    e);
        } finally {
            Exit.resetShutdownHookAdder();
        }
        // Answered once it has joined its group.
        HerderRequest.<Collection<String>>ask("Kafka Connect does not get ready", herder()::connectors);
    }

    /** Stops the worker and its connectors. Nothing happens if it is not running. */
    public synchronized void stop() {
        worker.ifPresent(running -> {
            running.stop();
            running.awaitStop();
        });
        worker = Optional.empty();
    }

    /** The REST interface. */
    public URI rest() {
        return URI.create("http://" + LoopbackPorts.HOST + ":" + port);
    }

    /**
     * Makes or replaces a connector. It is started, or restarted with the new configuration, a little later. Nothing
     * happens if it has that configuration and has not failed: after a restart of the worker it is just starting then.
     *
     * @throws ServiceException if the connector refuses the configuration, with all that it says against it
     */
    public void put(String name, Map<String, String> configuration) {
        Map<String, String> named = new HashMap<>(configuration);
        named.put("name", name);
        if (named.equals(configuration(name)) && status(name).stream().noneMatch(ConnectorStatus::isFailed)) {
            return;
        }
        HerderRequest.<Herder.Created<ConnectorInfo>>ask(
                "The connector " + name + " cannot be set up",
                answer -> herder().putConnectorConfig(name, named, true, answer));
    }

    private Map<String, String> configuration(String name) {
        return connectors().contains(name) ? herder().connectorInfo(name).config() : Map.of();
    }

    /** Stops and forgets a connector, but not its offsets. Nothing happens if there is none of that name. */
    public void delete(String name) {
        if (connectors().contains(name)) {
            String action = "The connector " + name + " cannot be deleted";
            HerderRequest.<Herder.Created<ConnectorInfo>>ask(
                    action, answer -> herder().deleteConnectorConfig(name, answer));
        }
    }

    /** Holds a connector's tasks, which stay assigned, until {@link #resume}. */
    public void pause(String name) {
        herder().pauseConnector(name);
    }

    public void resume(String name) {
        herder().resumeConnector(name);
    }

    /** The statuses of the connectors that have failed, with why. Connect itself never restarts them. */
    public List<ConnectorStatus> failed() {
        return connectors().stream()
                .flatMap(name -> status(name).stream())
                .filter(ConnectorStatus::isFailed)
                .toList();
    }

    /**
     * Restarts what has failed of the connector and its tasks, a little later. A connector whose target was away for long
     * needs it to go on by itself.
     */
    public void restart(String name) {
        RestartRequest onlyFailedWithTasks = new RestartRequest(name, true, true);
        HerderRequest.<ConnectorStateInfo>ask(
                "The connector " + name + " cannot be restarted",
                answer -> herder().restartConnectorAndTasks(onlyFailedWithTasks, answer));
    }

    /** The names of all connectors. */
    public SortedSet<String> connectors() {
        return new TreeSet<>(herder().connectors());
    }

    /** What the connector of that name is doing; empty if there is none. */
    public Optional<ConnectorStatus> status(String name) {
        return ConnectorStatusReader.of(herder(), workerId).status(name);
    }

    /**
     * Returns when the connector and all of its tasks run.
     *
     * @throws ServiceException if one of them fails, with why, or if it takes longer than the patience
     */
    public void awaitRunning(String name, Duration patience) {
        ConnectorStatus settled = Polling.value(
                        patience, () -> status(name).filter(status -> status.isRunning() || status.isFailed()))
                .orElseThrow(() -> new ServiceException("The connector " + name + " is not running after "
                        + patience.toSeconds() + " s: "
                        + status(name).map(Object::toString).orElse("it is unknown")
                        + "."));
        settled.failure().ifPresent(failure -> {
            throw new ServiceException("The connector " + name + " has failed: " + failure);
        });
    }

    private synchronized DistributedHerder herder() {
        return worker.orElseThrow(() -> new ServiceException("Kafka Connect is stopped: start it again first."))
                .herder();
    }

    @Override
    public void close() {
        stop();
    }
}
