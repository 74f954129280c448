package dev.wherry.bench.process;

import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Metrics of this JVM. */
final class Beans {
    private Beans() {}

    /** The sum of an attribute of all beans whose names fit the pattern; empty if there is none. */
    static String sum(String pattern, String attribute) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        boolean any = false;
        long sum = 0;
        for (ObjectName name : server.queryNames(new ObjectName(pattern), null)) {
            try {
                sum += ((Number) server.getAttribute(name, attribute)).longValue();
                any = true;
            } catch (InstanceNotFoundException stoppedMeanwhile) {
                continue;
            }
        }
        return any ? Long.toString(sum) : "";
    }
}
