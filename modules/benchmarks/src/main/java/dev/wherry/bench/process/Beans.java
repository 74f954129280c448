package dev.wherry.bench.process;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Metrics of this JVM. */
final class Beans {
    private Beans() {}

    /** The sum of an attribute of all beans whose names fit the pattern; empty if there is none. */
    static String sum(String pattern, String attribute) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<ObjectName> names = List.copyOf(server.queryNames(new ObjectName(pattern), null));
        long sum = 0;
        for (ObjectName name : names) {
            sum += ((Number) server.getAttribute(name, attribute)).longValue();
        }
        return names.isEmpty() ? "" : Long.toString(sum);
    }
}
