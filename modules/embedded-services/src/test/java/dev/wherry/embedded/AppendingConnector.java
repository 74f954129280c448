package dev.wherry.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Appends the values of its topics to a file, one per line. */
public final class AppendingConnector extends SinkConnector {
    static final String FILE = "file";

    private static final ConfigDef CONFIG =
            new ConfigDef().define(FILE, Type.STRING, Importance.HIGH, "The file to append to");

    private Map<String, String> settings = Map.of();

    /** The configuration of a connector that appends the committed values of a topic to a file. */
    static Map<String, String> of(String topic, Path file) {
        return Map.of(
                "connector.class",
                AppendingConnector.class.getName(),
                "tasks.max",
                "1",
                "topics",
                topic,
                "consumer.override.isolation.level",
                "read_committed",
                FILE,
                file.toString());
    }

    @Override
    public void start(Map<String, String> given) {
        settings = Map.copyOf(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return AppendingTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(settings);
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
