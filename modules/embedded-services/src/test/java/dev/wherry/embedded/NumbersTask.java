package dev.wherry.embedded;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Continues after the last committed number. */
public final class NumbersTask extends SourceTask {
    private static final int BATCH = 100;

    private AbstractConfig config = new AbstractConfig(NumbersConnector.CONFIG, Map.of(NumbersConnector.TOPIC, ""));
    private long next;

    @Override
    public void start(Map<String, String> settings) {
        config = new AbstractConfig(NumbersConnector.CONFIG, settings);
        Map<String, Object> committed = context.offsetStorageReader().offset(partition());
        next = committed == null ? 0 : (Long) committed.get("number") + 1;
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        long last = config.getLong(NumbersConnector.LAST);
        if (next > last) {
            Thread.sleep(20); // poll() may block briefly when it has no records
            return null;
        }
        long first = next;
        next = Math.min(first + BATCH, last + 1);
        return LongStream.range(first, next).mapToObj(this::record).toList();
    }

    private SourceRecord record(long number) {
        if (number == config.getLong(NumbersConnector.FAIL_AT)) {
            throw new ConnectException("cannot count to " + number);
        }
        return new SourceRecord(
                partition(),
                Map.of("number", number),
                config.getString(NumbersConnector.TOPIC),
                null,
                Schema.BYTES_SCHEMA,
                Long.toString(number).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Integer> partition() {
        return Map.of("task", config.getInt(NumbersConnector.TASK));
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return "test";
    }
}
