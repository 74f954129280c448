package dev.wherry.operations.transactions;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends hanging transactions while a pipeline runs. When a machine wakes up from sleep, its broker's session has expired
 * and its partitions have no leader for a moment; transactions that end then hang.
 */
public final class TransactionWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionWatcher.class);

    private final HangingTransactions transactions;
    private final Duration interval;
    private long nextCheck;
    private Map<TopicPartition, Long> previouslyBlocked = Map.of();

    /**
     * @param client Kafka client settings
     * @param interval the time between two checks
     */
    public TransactionWatcher(Map<String, ?> client, Duration interval) {
        this.transactions = new HangingTransactions(client);
        this.interval = interval;
        this.nextCheck = System.nanoTime() + interval.toNanos();
    }

    /**
     * Call it regularly; it does nothing before the interval has passed. If a partition's last stable offset is blocked at
     * the same offset in two checks, it ends the hanging transactions.
     */
    public void check() {
        if (System.nanoTime() - nextCheck < 0) {
            return;
        }
        try {
            Map<TopicPartition, Long> blocked = transactions.blockedPartitions();
            if (blocked.entrySet().stream().anyMatch(previouslyBlocked.entrySet()::contains)) {
                transactions.endAll();
            }
            previouslyBlocked = blocked;
        } catch (ExecutionException | KafkaException unavailable) {
            LOG.info("Cannot check for hanging transactions, will retry: {}", unavailable.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        nextCheck = System.nanoTime() + interval.toNanos();
    }

    @Override
    public void close() {
        transactions.close();
    }
}
