package dev.wherry.operations.rebuild;

import dev.wherry.operations.topics.LogOffsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** The raw topics, from which everything else is derived. */
final class RawTopics {
    private final Admin admin;
    private final Map<String, String> kafka;

    RawTopics(Admin admin, Map<String, String> kafka) {
        this.admin = admin;
        this.kafka = kafka;
    }

    /**
     * Without its events, an entity would silently have no row after a rebuild.
     *
     * @param erased the partitions that begin there because of an erasure
     */
    void requireComplete(Collection<String> topics, Map<TopicPartition, Long> erased) {
        firstMissing(topics, erased).ifPresent(missing -> {
            throw new RebuildImpossibleException(
                    "The events of %s before offset %d have been deleted, for example by retention: a rebuild would lose the rows that rest on them."
                                    .formatted(missing.getKey(), missing.getValue())
                            + " To fill only the tables again, from the state topics, see docs/rebuilding.md.");
        });
    }

    private Optional<Map.Entry<TopicPartition, Long>> firstMissing(
            Collection<String> topics, Map<TopicPartition, Long> erased) {
        return beginnings(topics).entrySet().stream()
                .filter(beginning -> beginning.getValue() > erased.getOrDefault(beginning.getKey(), 0L))
                .findFirst();
    }

    /** The first offsets of the partitions. Missing topics are skipped. */
    Map<TopicPartition, Long> beginnings(Collection<String> topics) {
        Set<String> existing = KafkaFutures.await(admin.listTopics().names());
        List<String> found = topics.stream().filter(existing::contains).sorted().toList();
        try (LogOffsets offsets = new LogOffsets(kafka)) {
            return offsets.beginnings(offsets.partitions(found));
        }
    }
}
