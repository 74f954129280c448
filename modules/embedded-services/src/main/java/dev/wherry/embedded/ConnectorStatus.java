package dev.wherry.embedded;

import dev.wherry.operations.connectors.FailureTrace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The states of a connector and its tasks, as Connect reports them: {@code RUNNING}, {@code PAUSED}, {@code FAILED},
 * {@code UNASSIGNED}, {@code RESTARTING}, {@code STOPPED}.
 */
public record ConnectorStatus(String name, String state, List<Task> tasks, Optional<String> trace) {
    private static final String RUNNING = "RUNNING";
    private static final String FAILED = "FAILED";

    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    /** A task, with the stack trace of its failure. */
    public record Task(int id, String state, Optional<String> trace) {}

    /** Whether the connector and all of its tasks are running, at least one. */
    public boolean isRunning() {
        return state.equals(RUNNING)
                && !tasks.isEmpty()
                && tasks.stream().allMatch(task -> task.state().equals(RUNNING));
    }

    /** Whether the connector or one of its tasks has failed and waits for a restart. */
    public boolean isFailed() {
        return state.equals(FAILED)
                || tasks.stream().anyMatch(task -> task.state().equals(FAILED));
    }

    /** Whether something has failed that no restart mends. */
    public boolean needsOperator() {
        return traces().anyMatch(FailureTrace::needsOperator);
    }

    /** The whole reason of a failure, preferably of one that no restart mends; empty if nothing has failed. */
    public Optional<String> failure() {
        return traces().filter(FailureTrace::needsOperator)
                .findFirst()
                .or(() -> traces().findFirst())
                .map(FailureTrace::reason);
    }

    private Stream<FailureTrace> traces() {
        return Stream.concat(trace.stream(), tasks.stream().flatMap(task -> task.trace().stream()))
                .map(FailureTrace::parse);
    }

    /** The states of the connector and its tasks in one line. */
    @Override
    public String toString() {
        return "the connector is %s, its tasks are %s"
                .formatted(state, tasks.stream().map(Task::state).toList());
    }
}
