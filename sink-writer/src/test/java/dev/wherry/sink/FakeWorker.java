package dev.wherry.sink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Drives a sink task as Connect's WorkerSinkTask does: assigns partitions, rewinds, delivers and redelivers records, calls
 * put without records when there are none, and calls preCommit before it revokes partitions. It ignores the duration of
 * timeouts and waits 1 ms at most.
 */
public final class FakeWorker implements SinkTaskContext, AutoCloseable {
    private final FakeTopics log;
    private final Map<String, String> configuration;
    private final PostgresSinkTask task = new PostgresSinkTask();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, Long> rewinds = new HashMap<>();
    private final List<SinkRecord> undelivered = new ArrayList<>();
    private final List<String> retries = new CopyOnWriteArrayList<>();
    private final List<Long> timeouts = new CopyOnWriteArrayList<>();
    private boolean timeoutRequested;
    private int batchSize = 500;

    public FakeWorker(FakeTopics log, Map<String, String> configuration) {
        this.log = log;
        this.configuration = Map.copyOf(configuration);
    }

    /** The configuration of a connector that writes to the database. */
    public static Map<String, String> configuration(TestDatabase database) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("contracts", GaugeRecords.CONTRACTS.toString());
        configuration.put("database.url", database.url());
        configuration.put("database.user", TestDatabase.USER);
        configuration.put("retry.backoff.ms", "1");
        configuration.put("retry.backoff.max.ms", "2");
        return configuration;
    }

    /** Starts the task and assigns the partitions, as in a consumer group without commits. */
    public FakeWorker start(TopicPartition... partitions) {
        task.initialize(this);
        task.start(configuration);
        assign(partitions);
        return this;
    }

    public void assign(TopicPartition... partitions) {
        for (TopicPartition partition : partitions) {
            positions.put(partition, 0L);
        }
        task.open(Arrays.asList(partitions));
        rewind();
    }

    public void revoke(TopicPartition... partitions) {
        task.preCommit(Map.of());
        lose(partitions);
    }

    /** Removes partitions that another task may already own. */
    public void lose(TopicPartition... partitions) {
        task.close(Arrays.asList(partitions));
        for (TopicPartition partition : partitions) {
            positions.remove(partition);
            rewinds.remove(partition);
        }
        undelivered.removeIf(
                record -> !positions.containsKey(new TopicPartition(record.topic(), record.kafkaPartition())));
    }

    public FakeWorker batchSize(int records) {
        batchSize = records;
        return this;
    }

    /** One iteration of the worker's loop. */
    public void poll() {
        rewind();
        if (undelivered.isEmpty()) {
            positions.forEach((partition, position) -> undelivered.addAll(log.read(partition, position, batchSize)));
        }
        if (undelivered.isEmpty() && timeoutRequested) {
            LockSupport.parkNanos(1_000_000); // a poll without records
        }
        timeoutRequested = false;
        try {
            task.put(List.copyOf(undelivered));
        } catch (RetriableException e) {
            retries.add(e.getMessage());
            return;
        }
        undelivered.forEach(record ->
                positions.put(new TopicPartition(record.topic(), record.kafkaPartition()), record.kafkaOffset() + 1));
        undelivered.clear();
    }

    /** Polls until all records are delivered and the task has requested no further put. */
    public void drain() {
        do {
            poll();
        } while (!isDrained());
    }

    private boolean isDrained() {
        return !timeoutRequested
                && undelivered.isEmpty()
                && rewinds.isEmpty()
                && positions.entrySet().stream().allMatch(each -> log.read(each.getKey(), each.getValue(), 1)
                        .isEmpty());
    }

    private void rewind() {
        positions.putAll(rewinds);
        rewinds.clear();
    }

    /** The offsets that the task allows the consumer group to commit. */
    public Map<TopicPartition, Long> committable() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        task.preCommit(Map.of()).forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    /** The message of each RetriableException. */
    public List<String> retries() {
        return List.copyOf(retries);
    }

    /** The timeouts that the task has requested, in milliseconds. */
    public List<Long> timeouts() {
        return List.copyOf(timeouts);
    }

    @Override
    public void close() {
        if (!positions.isEmpty()) {
            revoke(positions.keySet().toArray(TopicPartition[]::new));
        }
        task.stop();
    }

    @Override
    public Map<String, String> configs() {
        return configuration;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        rewinds.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        rewinds.put(partition, offset);
    }

    @Override
    public void timeout(long millis) {
        if (millis != OffsetsCheck.INTERVAL_MS) { // which an idle task requests every time
            timeouts.add(millis);
            timeoutRequested = true;
        }
    }

    @Override
    public Set<TopicPartition> assignment() {
        return Set.copyOf(positions.keySet());
    }

    @Override
    public void pause(TopicPartition... partitions) {
        throw new UnsupportedOperationException("the sink never pauses");
    }

    @Override
    public void resume(TopicPartition... partitions) {
        throw new UnsupportedOperationException("the sink never pauses");
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException("the sink has no metrics");
    }

    @Override
    public void requestCommit() {
        throw new UnsupportedOperationException("the sink never requests a commit");
    }
}
