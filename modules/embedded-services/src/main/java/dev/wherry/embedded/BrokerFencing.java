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
 * Declares the last life of a broker over, by its controller alone, before the broker itself starts.
 *
 * <p>Otherwise the new life has to wait until the session of the last one ends. After a kill it believes until then that it leads its
 * partitions: it finishes the transactions that the last one was about to end, but takes no requests yet, its own included, and so
 * cannot write their markers; and when that session ends, it takes its partitions, which have no leader for a moment, for deleted ones.
 * Such a transaction is noted as complete without its markers, and the producer's next one decides what becomes of it. Seen in Kafka 4.3.1.
 */
final class BrokerFencing {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerFencing.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private BrokerFencing() {}

    /** Returns when the controller has taken the broker's partitions away from it. */
    static void end(Path logs, int controllerPort) {
        Map<String, String> settings = BrokerConfig.ofControllerAlone(logs, controllerPort);
        KafkaRaftServer controller = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            controller.startup();
            if (!Polling.until(PATIENCE, BrokerFencing::nobodyIsActive)) {
                LOG.warn("The controller has not fenced the last life of the broker within {} s", PATIENCE.toSeconds());
            }
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static boolean nobodyIsActive() {
        return count("FencedBrokerCount") > 0 && count("ActiveBrokerCount") == 0;
    }

    private static int count(String name) {
        try {
            return (int) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("kafka.controller:type=KafkaController,name=" + name), "Value");
        } catch (InstanceNotFoundException notYet) {
            return 0;
        } catch (JMException e) {
            throw new IllegalStateException("the controller does not say how many brokers it knows", e);
        }
    }
}
