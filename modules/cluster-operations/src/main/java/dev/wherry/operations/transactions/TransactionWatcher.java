package dev.wherry.operations.transactions;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what hangs while a pipeline runs: a machine that slept takes its broker for dead when it wakes up, and then for a moment
 * no partition has a leader.
 */
public final class TransactionWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionWatcher.class);

    private final HangingTransactions transactions;
    private final Duration between;
    private long next;
    private Map<TopicPartition, Long> before = Map.of();

    /**
     * @param client how to connect, as for any client of Kafka
     * @param between how long there is between two looks
     */
    public TransactionWatcher(Map<String, ?> client, Duration between) {
        this.transactions = new HangingTransactions(client);
        this.between = between;
        this.next = System.nanoTime() + between.toNanos();
    }

    /**
     * To be called again and again; mostly it does nothing. Where readers stand at the same place in two looks, it ends what hangs.
     */
    public void check() {
        if (System.nanoTime() - next < 0) {
            return;
        }
        try {
            Map<TopicPartition, Long> stuck = transactions.stuck();
            if (stuck.entrySet().stream().anyMatch(before.entrySet()::contains)) {
                transactions.endAll();
            }
            before = stuck;
        } catch (ExecutionException | KafkaException away) {
            LOG.info("Kafka does not say just now what hangs: {}", away.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        next = System.nanoTime() + between.toNanos();
    }

    @Override
    public void close() {
        transactions.close();
    }
}
