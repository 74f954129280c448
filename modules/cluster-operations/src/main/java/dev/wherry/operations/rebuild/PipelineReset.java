package dev.wherry.operations.rebuild;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.TableName;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Discards everything that the streams app and the sink derived from the raw events: the app's stores and offsets, the
 * records of its topics, and the rows of the tables. After a restart, the app reads the raw topics from the beginning.
 *
 * <p>Every step is idempotent, so an interrupted reset is completed by running it again. Topics are emptied rather than
 * deleted, so their offsets continue. Records that a sink still buffers therefore lie before the offsets that the last step
 * sets in the transaction that truncates the tables: the sink's compare-and-set fails, and it resumes from the new offsets.
 * In recreated topics offsets would start over, and old records could be mistaken for new ones. The topic of files, with the
 * decisions about snapshots, is input like the raw topics: nothing of it is deleted.
 */
public final class PipelineReset {
    private final PipelineTarget target;
    private final Catalog catalog;
    private final String applicationId;

    /** @param applicationId the streams app's {@code application.id} */
    public PipelineReset(PipelineTarget target, Catalog catalog, String applicationId) {
        this.target = target;
        this.catalog = catalog;
        this.applicationId = applicationId;
    }

    /**
     * Finds what would prevent the reset or make it lose something, before anything is discarded.
     *
     * @throws RebuildImpossibleException if an instance of the streams app is running, the first events of a raw topic have
     *     been deleted, or the tables cannot be truncated
     * @throws org.apache.kafka.common.KafkaException if the brokers fail or reject a request
     */
    public void check() throws SQLException {
        try (Admin admin = Admin.create(new TreeMap<>(target.kafka()))) {
            new StreamsAppState(admin, applicationId).requireStopped();
            requireCompleteRawTopics(admin);
        }
        warehouse().rehearse();
    }

    private void requireCompleteRawTopics(Admin admin) throws SQLException {
        new RawTopics(admin, target.kafka())
                .requireComplete(
                        Stream.concat(catalog.feeds().stream().map(Topics::raw), Stream.of(Topics.FILES))
                                .toList(),
                        warehouse().erasedBeginnings());
    }

    /**
     * Runs all steps. Does not reach the streams app's local state: delete it before the app is restarted.
     *
     * @param listener receives a description before each step
     * @throws RebuildImpossibleException if an instance of the streams app is running, or the first events of a raw topic
     *     have been deleted
     * @throws org.apache.kafka.common.KafkaException if the brokers fail or reject a request
     */
    public void run(Consumer<String> listener) throws SQLException {
        try (Admin admin = Admin.create(new TreeMap<>(target.kafka()))) {
            StreamsAppState app = new StreamsAppState(admin, applicationId);
            app.requireStopped();
            requireCompleteRawTopics(admin);
            listener.accept("deleting the streams app's offsets");
            app.deleteOffsets();
            listener.accept("deleting the streams app's internal topics");
            app.deleteInternalTopics();
            listener.accept("emptying the streams app's output topics");
            List<String> derived = new ArrayList<>(ConnectorConfigs.sinkTopics(catalog));
            derived.remove(Topics.FILES);
            Map<TopicPartition, Long> nextOffsets = new HashMap<>(new TopicTruncation(admin).deleteAll(derived));
            if (catalog.hasSnapshots()) {
                nextOffsets.putAll(new RawTopics(admin, target.kafka()).beginnings(List.of(Topics.FILES)));
            }
            listener.accept("truncating the tables");
            warehouse().truncate(nextOffsets);
        }
        listener.accept("done");
    }

    private WarehouseReset warehouse() {
        return new WarehouseReset(target, catalog, tables(), (connection, schema) -> {});
    }

    private SortedSet<TableName> tables() {
        SortedSet<TableName> tables = new TreeSet<>();
        catalog.contracts().forEach(contract -> tables.addAll(contract.tableNames()));
        tables.add(TableName.of("quarantine"));
        tables.add(TableName.of("ledger_counts"));
        tables.add(TableName.of("receipt_counts"));
        tables.add(TableName.of("receipt_corrections"));
        tables.add(TableName.of("wherry_contracts"));
        if (catalog.hasSnapshots()) {
            tables.add(TableName.of("wherry_snapshots"));
        }
        return tables;
    }
}
