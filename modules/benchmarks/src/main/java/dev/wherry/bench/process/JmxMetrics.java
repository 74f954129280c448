package dev.wherry.bench.process;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The metrics of this JVM. */
final class JmxMetrics {
    private JmxMetrics() {}

    /** Answers the command {@code sum MBEANS ATTRIBUTE}. */
    static String answer(List<String> words) throws JMException {
        if (!words.get(0).equals("sum")) {
            throw new IllegalArgumentException("unknown command: " + words);
        }
        return sum(words.get(1), words.get(2));
    }

    /** The sum of an attribute over all MBeans whose names match the pattern; empty if none does. */
    static String sum(String pattern, String attribute) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        boolean found = false;
        long sum = 0;
        for (ObjectName name : server.queryNames(new ObjectName(pattern), null)) {
            try {
                sum += ((Number) server.getAttribute(name, attribute)).longValue();
                found = true;
            } catch (InstanceNotFoundException stoppedMeanwhile) {
                continue;
            }
        }
        return found ? Long.toString(sum) : "";
    }
}
