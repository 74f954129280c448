package dev.wherry.pipeline;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Reads the metrics of the source tasks, which Connect registers in JMX. */
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

    /** The number of documents published since the tasks started, over all tasks. */
    long documents() {
        return values("documents-total").stream().mapToLong(Long::longValue).sum();
    }

    /** The number of files found but not yet published and disposed of, over all tasks. */
    long filesPending() {
        return values("files-pending").stream().mapToLong(Long::longValue).sum();
    }

    /** The number of pending files that cannot be read, over all tasks. */
    long filesUnreadable() {
        return values("files-unreadable").stream().mapToLong(Long::longValue).sum();
    }

    /** The minimum number of completed inbox scans over all tasks; 0 until all tasks are running. */
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
            } catch (JMException incomplete) {
                // a task that is starting or stopping lacks some metrics
            }
        }
        return values;
    }
}
