package dev.wherry.bench.process;

import dev.wherry.bench.WrongOutcomeException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits for records to be committed to a topic. Meanwhile it only asks for the end offsets, which costs the broker next to
 * nothing.
 */
public final class TopicArrivals {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long PAUSE_MS = 10;
    /** Transaction markers occupy offsets, too, so offsets give only an estimate of the number of records. */
    private static final long QUIET_NANOS = Duration.ofMillis(1000).toNanos();

    private final Broker broker;
    private final String topic;
    private final Map<TopicPartition, Long> from;

    private TopicArrivals(Broker broker, String topic, Map<TopicPartition, Long> from) {
        this.broker = broker;
        this.topic = topic;
        this.from = from;
    }

    /** Starts at the current end of the topic. */
    public static TopicArrivals at(Broker broker, String topic) throws Exception {
        return new TopicArrivals(broker, topic, broker.ends(topic));
    }

    /**
     * The times at which records arrived.
     *
     * @param firstAt when the first records were seen, as of {@link System#nanoTime}
     * @param atFirst the approximate number of those first records
     * @param lastAt when the last records were seen
     */
    public record Times(long firstAt, long atFirst, long lastAt) {
        /** Records per second between the first and the last. */
        public double rate(long records) {
            return (records - atFirst) * 1e9 / (lastAt - firstAt);
        }
    }

    /** Waits until the topic has grown by this number of offsets and has stopped growing. */
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

    /** Reads the records and throws unless their number and size are as expected. */
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
