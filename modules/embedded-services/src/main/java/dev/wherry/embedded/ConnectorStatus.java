package dev.wherry.embedded;

import java.util.List;
import java.util.Optional;

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

    /** The message of the first failure's root cause; empty if nothing has failed. */
    public Optional<String> failure() {
        return trace.or(() ->
                        tasks.stream().flatMap(task -> task.trace().stream()).findFirst())
                .map(ConnectorStatus::rootCause);
    }

    /** The innermost message of a stack trace, without its exception class. */
    private static String rootCause(String trace) {
        String cause = trace.lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((before, line) -> line)
                .orElseGet(() -> trace.lines().findFirst().orElse(trace));
        return cause.replaceFirst("^Caused by: ", "").replaceFirst("^[\\w.$]+(Exception|Error): ", "");
    }
}
