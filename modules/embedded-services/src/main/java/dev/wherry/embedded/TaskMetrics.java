package dev.wherry.embedded;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The metrics of a connector's tasks, which Connect registers in JMX while a task exists. */
public final class TaskMetrics {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName tasks;

    private TaskMetrics(ObjectName tasks) {
        this.tasks = tasks;
    }

    /** @param type such as {@code sink-task-metrics}, or {@code plugins} for the metrics that the task itself adds */
    public static TaskMetrics of(String type, String connector) {
        try {
            return new TaskMetrics(
                    new ObjectName("kafka.connect:type=" + type + ",connector=" + connector + ",task=*,*"));
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalArgumentException(connector, impossible);
        }
    }

    /** Whether no task has such metrics. */
    boolean isEmpty() {
        return server.queryNames(tasks, null).isEmpty();
    }

    /** The values of a metric; of a task that is starting or stopping it may be missing. */
    public List<Object> values(String metric) {
        List<Object> values = new ArrayList<>();
        for (ObjectName task : server.queryNames(tasks, null)) {
            try {
                values.add(server.getAttribute(task, metric));
            } catch (JMException incomplete) {
                // the task is starting or stopping
            }
        }
        return values;
    }
}
