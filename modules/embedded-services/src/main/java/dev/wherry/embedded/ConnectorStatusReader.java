package dev.wherry.embedded;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo.AbstractState;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo.TaskState;
import org.apache.kafka.connect.util.ConnectorTaskId;

/**
 * Reads the current statuses of connectors. Connect keeps statuses in a topic, and reports even the last status of a
 * dead worker, RUNNING for instance. Of a connector that is starting, it reports only some of the tasks.
 */
final class ConnectorStatusReader {
    private static final String UNASSIGNED = "UNASSIGNED";

    private final Herder herder;
    private final String workerId;

    ConnectorStatusReader(Herder herder, String workerId) {
        this.herder = herder;
        this.workerId = workerId;
    }

    Optional<ConnectorStatus> status(String name) {
        if (!herder.connectors().contains(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(status(herder.connectorStatus(name)));
        } catch (NotFoundException e) { // it has not started yet
            return Optional.of(new ConnectorStatus(name, UNASSIGNED, List.of(), Optional.empty()));
        }
    }

    private ConnectorStatus status(ConnectorStateInfo info) {
        Map<Integer, TaskState> known =
                info.tasks().stream().collect(Collectors.toMap(TaskState::id, Function.identity()));
        List<ConnectorStatus.Task> tasks = herder.connectorInfo(info.name()).tasks().stream()
                .map(ConnectorTaskId::task)
                .map(id -> task(id, Optional.ofNullable(known.get(id))))
                .toList();
        return new ConnectorStatus(
                info.name(), state(Optional.of(info.connector())), tasks, trace(Optional.of(info.connector())));
    }

    private ConnectorStatus.Task task(int id, Optional<TaskState> known) {
        return new ConnectorStatus.Task(id, state(known), trace(known));
    }

    private String state(Optional<? extends AbstractState> known) {
        return known.filter(this::isOurs).map(AbstractState::state).orElse(UNASSIGNED);
    }

    private Optional<String> trace(Optional<? extends AbstractState> known) {
        return known.filter(this::isOurs).map(AbstractState::trace);
    }

    private boolean isOurs(AbstractState state) {
        return state.workerId().equals(workerId);
    }
}
