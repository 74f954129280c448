package dev.wherry.pipeline;

import dev.wherry.embedded.TaskMetrics;

/** The metrics of the sink tasks. */
final class SinkTaskMetrics {
    private final TaskMetrics tasks;

    SinkTaskMetrics(String connector) {
        tasks = TaskMetrics.of("sink-task-metrics", connector);
    }

    /**
     * The number of tasks with a successful put since they started. Connect calls a task's {@code put} even without records, and
     * the first one succeeds only with a session: the task has connected, migrated, and compared the contracts with the tables.
     */
    long withPuts() {
        return tasks.values("put-batch-max-time-ms").stream()
                .filter(time -> time instanceof Double millis && !millis.isNaN())
                .count();
    }
}
