package dev.wherry.pipeline;

import dev.wherry.embedded.ConnectorStatus;
import dev.wherry.embedded.EmbeddedConnect;
import dev.wherry.operations.connectors.ConnectorConfigs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Determines whether the connectors of a pipeline and all of their tasks are at work. */
final class ConnectorReadiness {
    private final EmbeddedConnect connect;
    private final List<String> connectors;
    private final SinkTaskMetrics sink = new SinkTaskMetrics(ConnectorConfigs.SINK);

    ConnectorReadiness(EmbeddedConnect connect, List<String> connectors) {
        this.connect = connect;
        this.connectors = List.copyOf(connectors);
    }

    /** Whether every connector and task runs, and every sink task has opened its session: a task without one may yet fail. */
    boolean isReady() {
        // the status first: metrics read afterwards belong to the instance that runs, or to a later one
        return connectors.stream().allMatch(this::isRunning) && sink.withPuts() >= sinkTasks();
    }

    private boolean isRunning(String connector) {
        return connect.status(connector).filter(ConnectorStatus::isRunning).isPresent();
    }

    private long sinkTasks() {
        return connect.status(ConnectorConfigs.SINK)
                .map(status -> status.tasks().size())
                .orElse(0);
    }

    /** A sentence for each connector that has failed. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (String connector : connectors) {
            connect.status(connector)
                    .flatMap(ConnectorStatus::failure)
                    .ifPresent(reason -> failures.add("The connector %s has failed: %s".formatted(connector, reason)));
        }
        return failures;
    }

    /** A sentence for each connector that is not at work, though it has not failed. */
    List<String> delays() {
        List<String> delays = new ArrayList<>();
        for (String connector : connectors) {
            Optional<ConnectorStatus> status = connect.status(connector);
            if (status.isEmpty() || !status.get().isRunning() && !status.get().isFailed()) {
                delays.add("The connector %s is not running (%s): the log says why."
                        .formatted(
                                connector, status.map(ConnectorStatus::toString).orElse("it does not exist")));
            }
        }
        if (delays.isEmpty() && sink.withPuts() < sinkTasks()) {
            delays.add("The connector %s cannot open its sessions in the warehouse: the log says why."
                    .formatted(ConnectorConfigs.SINK));
        }
        return delays;
    }
}
