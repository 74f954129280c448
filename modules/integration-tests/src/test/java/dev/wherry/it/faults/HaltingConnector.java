package dev.wherry.it.faults;

import dev.wherry.source.FileSourceConnector;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** The shipped connector, with tasks that halt where they are ordered to. */
public final class HaltingConnector extends SourceConnector {
    /** The file that orders it. */
    public static final String ORDER = "halt.order";

    private final FileSourceConnector connector = new FileSourceConnector();

    @Override
    public String version() {
        return "test";
    }

    @Override
    public ConfigDef config() {
        return connector.config();
    }

    @Override
    public void start(Map<String, String> properties) {
        connector.start(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return HaltingTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return connector.taskConfigs(maxTasks);
    }

    @Override
    public void stop() {
        connector.stop();
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
        return connector.exactlyOnceSupport(config);
    }
}
