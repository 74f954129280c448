package dev.wherry.pipeline;

import dev.wherry.operations.topics.LogOffsets;
import dev.wherry.wire.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the committed events of the raw topics by reading them: the only count that is independent of the pipeline's
 * stages. Offsets cannot be used, because transaction markers take offsets, too. Costs about 1 µs per event on a dedicated
 * thread.
 */
final class RawEventCounter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RawEventCounter.class);

    private final KafkaConsumer<Void, Void> consumer;
    private final LogOffsets offsets;
    private final Map<String, String> feedOfTopic;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Thread thread;
    /** When the counter had last read all events, in terms of {@link System#nanoTime}. */
    private volatile long caughtUpAt;

    private volatile boolean caughtUp;
    private volatile boolean closed;

    /** @param kafka Kafka client settings */
    RawEventCounter(Map<String, String> kafka, LogOffsets offsets, Collection<String> feeds) {
        this.offsets = offsets;
        feedOfTopic = feeds.stream().collect(Collectors.toMap(Topics::raw, Function.identity()));
        feeds.forEach(feed -> counts.put(feed, new LongAdder()));
        Properties config = new Properties();
        config.putAll(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // Each record that a poll returns still holds its bytes, and the fetch limit is about compressed ones.
        // Events may be large, so a poll returns no more than Kafka's default.
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, ConsumerConfig.DEFAULT_MAX_POLL_RECORDS);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "wherry-raw-counter");
        consumer = new KafkaConsumer<>(config, new SkippingDeserializer(), new SkippingDeserializer());
        thread = new Thread(this::count, "raw-counter");
        thread.setDaemon(true);
        thread.start();
    }

    /** The number of committed raw events read so far, by feed. */
    Map<String, Long> counts() {
        Map<String, Long> byFeed = new TreeMap<>();
        counts.forEach((feed, count) -> byFeed.put(feed, count.sum()));
        return byFeed;
    }

    /**
     * Whether the counter has read every event, with no transaction open, at the given time or later.
     *
     * @param nanoTime in terms of {@link System#nanoTime}
     */
    boolean hasCaughtUpSince(long nanoTime) {
        return caughtUp && caughtUpAt - nanoTime >= 0;
    }

    private void count() {
        try {
            List<TopicPartition> partitions = feedOfTopic.keySet().stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                var records = consumer.poll(Duration.ofMillis(200));
                for (TopicPartition partition : records.partitions()) {
                    counts.get(feedOfTopic.get(partition.topic()))
                            .add(records.records(partition).size());
                }
                if (records.isEmpty()) {
                    updateCaughtUp(partitions);
                }
            }
        } catch (WakeupException closing) {
            // woken by close()
        } catch (RuntimeException failure) {
            LOG.error("Counting raw events failed; the reconciliation will not balance", failure);
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }

    private void updateCaughtUp(List<TopicPartition> partitions) {
        long queriedAt = System.nanoTime();
        Map<TopicPartition, Long> ends;
        try {
            ends = offsets.ends(partitions);
        } catch (KafkaException unavailable) {
            LOG.info("The broker is unavailable, will retry: {}", unavailable.getMessage());
            return;
        }
        if (partitions.stream().allMatch(partition -> consumer.position(partition) >= ends.get(partition))) {
            caughtUpAt = queriedAt;
            caughtUp = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(2_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
