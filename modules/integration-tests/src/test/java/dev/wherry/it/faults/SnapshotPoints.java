package dev.wherry.it.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wherry.it.faults.SqlStatementTap.Statement;
import dev.wherry.streams.topology.NodeNames;
import dev.wherry.wire.Topics;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.internal.Record;

/**
 * Kills a process between any two durable steps from the end of a full snapshot to the deletion of the rows that it lacks. Each
 * step is a transaction of the streams app, which the next one reads, or of the sink.
 */
final class SnapshotPoints {
    private static final String REQUESTS =
            BacklogCheck.internalTopic(NodeNames.repartitionTopic(NodeNames.snapshotRequests(StockService.FEED)));
    private static final String MESSAGES = BacklogCheck.internalTopic(NodeNames.repartitionTopic(NodeNames.SNAPSHOTS));

    private SnapshotPoints() {}

    static List<Fault> all() {
        BiPredicate<String, Record> decision = valueWith(Topics.FILES, "\"snapshot\":");
        BiPredicate<String, Record> deletion =
                (topic, record) -> topic.equals(Topics.state(StockService.FEED)) && !record.hasValue();
        return List.of(
                streams("receipt of a snapshot written", valueWith(Topics.RECEIPTS, "\"stock/"), false),
                streams("tasks asked what a snapshot lacks", valueWith(REQUESTS, "\"apply\":false"), false),
                streams("a task has counted what a snapshot lacks", valueWith(MESSAGES, "\"partition\":"), false),
                streams("snapshot decided", decision, false),
                streams("snapshot decided", decision, true),
                streams("refused snapshot in the quarantine's topic", SnapshotPoints::isRefusal, false),
                streams("tasks told to delete what a snapshot lacks", valueWith(REQUESTS, "\"apply\":true"), false),
                streams("tombstones of what a snapshot lacks written", deletion, false),
                streams("tombstones of what a snapshot lacks written", deletion, true),
                FailurePoints.database(
                        "snapshot's decision written, transaction open", Statement.COMMIT_OF_DECISIONS, false),
                FailurePoints.database(
                        "snapshot's decision committed, response not received", Statement.COMMIT_OF_DECISIONS, true),
                FailurePoints.database(
                        "rows that a snapshot lacks deleted, transaction open", Statement.COMMIT_OF_MISSING, false),
                FailurePoints.database(
                        "deletion of rows that a snapshot lacks committed, response not received",
                        Statement.COMMIT_OF_MISSING,
                        true));
    }

    private static Fault streams(String step, BiPredicate<String, Record> record, boolean onResponse) {
        return FailurePoints.killAt(
                "streams",
                step + (onResponse ? ", transaction committed, response not received" : ", transaction open"),
                TestCluster::streamsToBroker,
                TestCluster::streams,
                (cluster, trigger) -> {
                    Map<Uuid, String> topics = topics(cluster);
                    return () -> new ProducedRecordsTap(topics, record, onResponse, trigger);
                });
    }

    private static BiPredicate<String, Record> valueWith(String wantedTopic, String text) {
        return (topic, record) -> topic.equals(wantedTopic)
                && record.hasValue()
                && text(record.value()).contains(text);
    }

    private static boolean isRefusal(String topic, Record record) {
        return topic.equals(Topics.invalid(StockService.FEED)) && record.valueSize() == 0;
    }

    private static String text(ByteBuffer bytes) {
        return ISO_8859_1.decode(bytes).toString();
    }

    private static Map<Uuid, String> topics(TestCluster cluster) {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()))) {
            Map<Uuid, String> topics = new HashMap<>();
            admin.listTopics().listings().get().forEach(topic -> topics.put(topic.topicId(), topic.name()));
            return topics;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
