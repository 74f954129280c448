package dev.wherry.sink;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.InvalidContractsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Writes the topics of the streams app to PostgreSQL, exactly once. */
public final class PostgresSinkConnector extends SinkConnector {
    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return Version.TEXT;
    }

    @Override
    public ConfigDef config() {
        return PostgresSinkConfig.DEFINITION;
    }

    @Override
    public Config validate(Map<String, String> configuration) {
        List<ConfigValue> values = new ArrayList<>(super.validate(configuration).configValues());
        WorkerRequirements.violations(configuration).forEach(violation -> {
            ConfigValue value = new ConfigValue(violation.option());
            value.value(violation.actual());
            value.addErrorMessage(violation.remedy());
            values.add(value);
        });
        values.stream()
                .filter(value -> value.name().equals(PostgresSinkConfig.CONTRACTS)
                        && value.errorMessages().isEmpty())
                .forEach(PostgresSinkConnector::checkContracts);
        return new Config(values);
    }

    private static void checkContracts(ConfigValue directory) {
        try {
            Catalog.load(Path.of((String) directory.value()));
        } catch (InvalidContractsException e) {
            directory.addErrorMessage(e.getMessage());
        }
    }

    @Override
    public void start(Map<String, String> configuration) {
        properties = Map.copyOf(configuration);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return PostgresSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, properties);
    }

    @Override
    public void stop() {
        // All resources belong to the tasks.
    }

    /** Rejected: the sink resumes from the offsets in the database, so altering the consumer group's has no effect. */
    @Override
    public boolean alterOffsets(Map<String, String> configuration, Map<TopicPartition, Long> offsets) {
        throw new UnsupportedOperationException(
                "The sink stores its offsets in the database. Stop the connector and change the table wherry_offsets.");
    }
}
