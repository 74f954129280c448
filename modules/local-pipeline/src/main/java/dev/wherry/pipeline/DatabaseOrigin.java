package dev.wherry.pipeline;

import dev.wherry.contracts.Catalog;
import dev.wherry.embedded.ServiceException;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.operations.topics.LogOffsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks that a database was loaded from this Kafka. Otherwise its offsets count the records of other topics, and the
 * sink would skip records.
 */
final class DatabaseOrigin {
    private DatabaseOrigin() {}

    /**
     * Compares the offsets in the database with the topics, which must exist.
     *
     * @throws ServiceException if the database continues after the end of a topic
     */
    static void check(PipelineTarget target, Catalog catalog) throws SQLException {
        List<String> topics = ConnectorConfigs.sinkTopics(catalog);
        Map<TopicPartition, Long> stored;
        try (WarehouseQueries warehouse =
                new WarehouseQueries(target.database(), target.user(), target.password(), catalog)) {
            stored = warehouse.sinkOffsets();
        }
        try (LogOffsets offsets = new LogOffsets(target.kafka())) {
            Map<TopicPartition, Long> ends = offsets.ends(offsets.partitions(topics));
            stored.forEach((partition, next) -> {
                long end = ends.getOrDefault(partition, 0L);
                if (topics.contains(partition.topic()) && next > end) {
                    throw new ServiceException("The database %s was loaded from another Kafka: according to its table"
                                    .formatted(target.database())
                            + " wherry_offsets, %s continues at %d, but it ends at %d.".formatted(partition, next, end)
                            + " Use an empty database or schema, or the Kafka that it was loaded from.");
                }
            });
        }
    }
}
