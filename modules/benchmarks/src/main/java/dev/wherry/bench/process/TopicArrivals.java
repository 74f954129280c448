package dev.wherry.bench.process;

import dev.wherry.bench.WrongOutcomeException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits for records to be committed to a topic. While they come it asks for the topic's ends only, which costs the broker next to
 * nothing.
 */
public final class TopicArrivals {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long PAUSE_MS = 10;
    /** Offsets are also taken by the ends of transactions, so they tell only roughly how many records there are. */
    private static final long QUIET_NANOS = Duration.ofMillis(1000).toNanos();

    private final Broker broker;
    private final String topic;
    private final Map<TopicPartition, Long> from;

    private TopicArrivals(Broker broker, String topic, Map<TopicPartition, Long> from) {
        this.broker = broker;
        this.topic = topic;
        this.from = from;
    }

    /** From now on. */
    public static TopicArrivals at(Broker broker, String topic) throws Exception {
        return new TopicArrivals(broker, topic, broker.ends(topic));
    }

    /**
     * When records came.
     *
     * @param firstAt when the first of them were seen, in the time of {@link System#nanoTime}
     * @param atFirst how many those were, roughly
     * @param lastAt when the last were seen
     */
    public record Times(long firstAt, long atFirst, long lastAt) {
        /** Records a second between the first and the last of so many. */
        public double rate(long records) {
            return (records - atFirst) * 1e9 / (lastAt - firstAt);
        }
    }

    /** Returns when the topic has grown by that many offsets and does not grow any more. */
    public Times awaitOffsets(long records) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Times times = new Times(0, 0, 0);
        long offsets = 0;
        while (offsets < records || System.nanoTime() - times.lastAt() < QUIET_NANOS) {
            long moved = moved(broker.ends(topic));
            long now = System.nanoTime();
            if (moved > offsets) {
                times = offsets == 0 ? new Times(now, moved, now) : new Times(times.firstAt(), times.atFirst(), now);
                offsets = moved;
            }
            if (now > deadline) {
                throw new WrongOutcomeException("%s has %d of %d records after %d minutes"
                        .formatted(topic, offsets, records, PATIENCE.toMinutes()));
            }
            Thread.sleep(PAUSE_MS);
        }
        return times;
    }

    /** Reads what has come, and throws unless there are so many records of so many bytes. */
    public void require(long records, long bytes) throws Exception {
        Broker.Content content = broker.content(from, broker.ends(topic));
        WrongOutcomeException.require("records in " + topic, records, content.records());
        WrongOutcomeException.require("bytes in " + topic, bytes, content.bytes());
    }

    private long moved(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - from.get(end.getKey()))
                .sum();
    }
}
