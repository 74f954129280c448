package dev.wherry.operations.rebuild;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes back what the streams app and the sink have made of the raw events: the app's stores and offsets, the records of its topics, the
 * rows of the tables. Started again, the app reads the raw topics from their beginning.
 *
 * <p>Every step can be done again, so that one that was cut short is made good by another. The topics are emptied and not deleted: their
 * offsets go on. So whatever a sink may still hold of them in its memory, wherever it runs, lies before the offsets that
 * the last step sets in the transaction that empties the tables; its compare-and-set fails, and it goes on from there. In a
 * topic that was made again, offsets would come round, and old records could pass for new ones.
 */
public final class PipelineReset {
    private final PipelineTarget target;
    private final Catalog catalog;
    private final String applicationId;

    /** @param applicationId the streams app's */
    public PipelineReset(PipelineTarget target, Catalog catalog, String applicationId) {
        this.target = target;
        this.catalog = catalog;
        this.applicationId = applicationId;
    }

    /**
     * Does all of it. The streams app's local state is not reached from here: it has to be deleted before the app is started again.
     *
     * @param step is told what is about to be done
     * @throws RebuildImpossibleException if an instance of the streams app is running
     * @throws org.apache.kafka.common.KafkaException if the brokers fail or refuse
     */
    public void run(Consumer<String> step) throws SQLException {
        try (Admin admin = Admin.create(new TreeMap<>(target.kafka()))) {
            StreamsAppState app = new StreamsAppState(admin, applicationId);
            app.mustNotRun();
            step.accept("forgetting the streams app's offsets");
            app.deleteOffsets();
            step.accept("deleting the streams app's stores");
            app.deleteInternalTopics();
            step.accept("emptying its topics");
            Map<TopicPartition, Long> ends = new TopicTruncation(admin).deleteAll(topics());
            step.accept("emptying the tables");
            new WarehouseReset(target).empty(tables(), ends);
        }
        step.accept("done");
    }

    /** Every topic that the streams app fills and the sink takes. */
    private SortedSet<String> topics() {
        SortedSet<String> topics = new TreeSet<>();
        catalog.contracts().forEach(contract -> topics.add(Topics.state(contract.type())));
        catalog.feeds().forEach(feed -> topics.add(Topics.invalid(feed)));
        topics.add(Topics.LEDGER);
        return topics;
    }

    private SortedSet<String> tables() {
        SortedSet<String> tables = new TreeSet<>();
        catalog.contracts().stream().map(Contract::table).forEach(tables::add);
        tables.add("quarantine");
        tables.add("ledger_counts");
        return tables;
    }
}
