package dev.wherry.pipeline;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The source tasks' own metrics, as Connect shows them through JMX. */
final class SourceTaskMetrics {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName tasks;

    SourceTaskMetrics(String connector) {
        try {
            tasks = new ObjectName("kafka.connect:type=plugins,connector=" + connector + ",task=*,*");
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalArgumentException(connector, impossible);
        }
    }

    /** Documents taken since the tasks' start, over all tasks. */
    long documents() {
        return values("documents-total").stream().mapToLong(Long::longValue).sum();
    }

    /** Files that are seen but not yet taken and handed over, over all tasks. */
    long filesPending() {
        return values("files-pending").stream().mapToLong(Long::longValue).sum();
    }

    /** Those of the pending files that cannot be read, over all tasks. */
    long filesUnreadable() {
        return values("files-unreadable").stream().mapToLong(Long::longValue).sum();
    }

    /** How many scans of the inbox the task has completed that has completed the fewest; 0 until all tasks run. */
    long scans(int expectedTasks) {
        List<Long> scans = values("scans-total");
        return scans.size() < expectedTasks
                ? 0
                : scans.stream().mapToLong(Long::longValue).min().orElse(0);
    }

    private List<Long> values(String attribute) {
        List<Long> values = new ArrayList<>();
        for (ObjectName task : server.queryNames(tasks, null)) {
            try {
                if (server.getAttribute(task, attribute) instanceof Number value) {
                    values.add(value.longValue());
                }
            } catch (JMException notThere) {
                // a task that is just starting or stopping has not all of its metrics
            }
        }
        return values;
    }
}
