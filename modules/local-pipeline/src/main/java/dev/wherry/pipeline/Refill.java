package dev.wherry.pipeline;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.rebuild.TypeReset;
import dev.wherry.operations.topics.LogOffsets;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Watches a running sink write the rows of a type again, after a {@link TypeReset}. */
public final class Refill implements AutoCloseable {
    private final Contract contract;
    private final WarehouseQueries warehouse;
    private final LogOffsets offsets;
    private final Backlog backlog;
    /** Records that come later are not part of the refill. */
    private final Map<TopicPartition, Long> ends;

    public Refill(PipelineTarget target, Catalog catalog, Contract contract) {
        this.contract = contract;
        List<String> topics = new ArrayList<>(TypeReset.topics(contract));
        topics.add(Topics.CONTRACTS);
        warehouse = new WarehouseQueries(target.database(), target.user(), target.password(), catalog);
        offsets = new LogOffsets(target.kafka());
        backlog = new Backlog(target.kafka(), "wherry-refill", offsets, topics);
        ends = backlog.ends();
    }

    /** Whether the sink has read all records that existed when this was created. */
    public boolean isComplete() throws SQLException {
        return backlog.isEmpty(warehouse.sinkOffsets(), ends);
    }

    /** The number of rows in the type's table. */
    public long rows() throws SQLException {
        return warehouse.rows(contract);
    }

    @Override
    public void close() {
        backlog.close();
        offsets.close();
        warehouse.close();
    }
}
