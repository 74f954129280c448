package dev.wherry.embedded;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Each task publishes the numbers from 0 to the last, each once. */
public final class NumbersConnector extends SourceConnector {
    static final String TOPIC = "topic";
    static final String LAST = "last";
    static final String TASK = "task";

    /** The number at which a task fails instead of publishing it. */
    static final String FAIL_AT = "fail.at";

    static final ConfigDef CONFIG = new ConfigDef()
            .define(TOPIC, Type.STRING, Importance.HIGH, "The topic to publish to")
            .define(LAST, Type.LONG, (long) Integer.MAX_VALUE, Range.atLeast(0), Importance.HIGH, "The last number")
            .define(FAIL_AT, Type.LONG, -1L, Importance.LOW, "The number at which to fail")
            .define(TASK, Type.INT, 0, Importance.LOW, "The number of the task");

    private Map<String, String> settings = Map.of();

    /** The configuration of a connector that publishes to the topic exactly once. */
    static Map<String, String> exactlyOnce(String topic, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "connector.class",
                NumbersConnector.class.getName(),
                "tasks.max",
                "1",
                "exactly.once.support",
                "required",
                "transaction.boundary",
                "poll",
                TOPIC,
                topic));
        settings.putAll(more);
        return settings;
    }

    @Override
    public void start(Map<String, String> given) {
        settings = Map.copyOf(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return NumbersTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return IntStream.range(0, maxTasks).mapToObj(this::taskConfig).toList();
    }

    private Map<String, String> taskConfig(int task) {
        Map<String, String> config = new HashMap<>(settings);
        config.put(TASK, Integer.toString(task));
        return Collections.unmodifiableMap(config);
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public String version() {
        return "test";
    }
}
