package dev.wherry.embedded;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fences a broker's previous session: runs its controller alone until the session has expired, before the broker
 * starts.
 *
 * <p>Otherwise the new session has to wait for the previous one to expire. After a kill, the broker believes until then
 * that it leads its partitions. It completes the transactions that were about to end, but accepts no requests yet, not
 * even its own, so it cannot write their markers. When the old session expires, its partitions have no leader for a
 * moment, and the broker treats them as deleted. Such a transaction is recorded as complete without its markers, and
 * the producer's next transaction determines its outcome. Observed in Kafka 4.3.1.
 */
final class BrokerFencing {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerFencing.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private BrokerFencing() {}

    /** Returns when the controller has fenced the broker, which then leads no partition. */
    static void fencePreviousSession(Path logs, int controllerPort) {
        Map<String, String> settings = BrokerConfig.controllerOnly(logs, controllerPort);
        KafkaRaftServer controller = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            controller.startup();
            if (!Polling.untilTrue(TIMEOUT, BrokerFencing::isFenced)) {
                LOG.warn("The controller did not fence the previous broker session within {} s", TIMEOUT.toSeconds());
            }
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static boolean isFenced() {
        return count("FencedBrokerCount") > 0 && count("ActiveBrokerCount") == 0;
    }

    private static int count(String name) {
        try {
            return (int) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("kafka.controller:type=KafkaController,name=" + name), "Value");
        } catch (InstanceNotFoundException notYet) {
            return 0;
        } catch (JMException e) {
            throw new IllegalStateException("cannot read the number of brokers from the controller's metrics", e);
        }
    }
}
