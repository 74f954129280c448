package dev.wherry.pipeline;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.embedded.EmbeddedConnect;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.operations.topics.LogOffsets;
import dev.wherry.streams.StreamsPipeline;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.Topics;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/** Observes a running pipeline: counts events and rows, and determines whether it is drained. */
final class PipelineStatus implements AutoCloseable {
    private final Catalog catalog;
    private final StreamsPipeline streams;
    private final int expectedSourceTasks;
    private final LogOffsets logOffsets;
    private final RawEventCounter rawEvents;
    private final SinkBacklog sinkBacklog;
    private final WarehouseQueries warehouse;
    private final ConnectorReadiness connectors;
    private final Path home;
    private final SourceTaskMetrics source = new SourceTaskMetrics(ConnectorConfigs.SOURCE);
    private long sourceDrainedAt;
    private boolean sourceDrained;

    /** @param expectedSourceTasks how many source tasks must run; 0 for a rebuild, which has no source */
    PipelineStatus(
            Catalog catalog,
            PipelineTarget target,
            EmbeddedConnect connect,
            StreamsPipeline streams,
            int expectedSourceTasks,
            Path home) {
        this.catalog = catalog;
        this.home = home;
        this.streams = streams;
        this.expectedSourceTasks = expectedSourceTasks;
        logOffsets = new LogOffsets(target.kafka());
        rawEvents = new RawEventCounter(target.kafka(), logOffsets, catalog.feeds());
        sinkBacklog = new SinkBacklog(target.kafka(), logOffsets, ConnectorConfigs.sinkTopics(catalog));
        warehouse = new WarehouseQueries(target.database(), target.user(), target.password(), catalog);
        connectors = new ConnectorReadiness(
                connect,
                expectedSourceTasks == 0
                        ? List.of(ConnectorConfigs.SINK)
                        : List.of(ConnectorConfigs.SINK, ConnectorConfigs.SOURCE));
    }

    PipelineSnapshot snapshot() throws SQLException {
        Map<String, Reconciliation.Feed> feeds = feeds();
        long rows = 0;
        for (Contract contract : catalog.contracts()) {
            rows += warehouse.rows(contract);
        }
        return new PipelineSnapshot(source.documents(), source.filesPending(), source.filesIgnored(), feeds, rows);
    }

    private Map<String, Reconciliation.Feed> feeds() throws SQLException {
        // the ledger first, so that it cannot account for events that arrive after the count
        Map<String, Map<Outcome, Long>> ledger = warehouse.ledger();
        return Reconciliation.Feed.of(rawEvents.counts(), ledger);
    }

    boolean isDrained() throws SQLException {
        boolean drained = isStreamsAppRunning() && connectors.isReady() && isSourceDrained();
        if (!drained || !sourceDrained) {
            sourceDrained = drained;
            sourceDrainedAt = System.nanoTime();
            return false;
        }
        // The ledger record that accounts for an event is committed with the event's state record or after it.
        return rawEvents.hasCaughtUpSince(sourceDrainedAt)
                && feeds().values().stream().allMatch(Reconciliation.Feed::isBalanced)
                && sinkBacklog.isEmpty(warehouse.sinkOffsets())
                && !warehouse.hasDueRetries();
    }

    private boolean isSourceDrained() {
        return expectedSourceTasks == 0 || (source.scans(expectedSourceTasks) > 0 && source.filesPending() == 0);
    }

    private boolean isStreamsAppRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    SortedSet<String> inboxProblems() {
        return source.problems();
    }

    RunVerdict verdict(RunEnding ending) throws SQLException {
        RunInspection inspection = new RunInspection(home, catalog, warehouse);
        inspection.addEnding(ending, snapshot());
        inspection.addAll(connectors.failures());
        if (ending == RunEnding.STALLED) {
            inspection.addAll(connectors.delays());
        }
        inspection.addAll(inboxProblems());
        Optional<Reconciliation> books = ending == RunEnding.STOPPED ? Optional.empty() : Optional.of(reconcile());
        books.ifPresent(known -> {
            inspection.addImbalances(known);
            inspection.addDeletedEvents(incompletePartitions(known));
        });
        inspection.addRejectedRows();
        inspection.addChangedContracts();
        return new RunVerdict(books, inspection.problems());
    }

    /** The beginnings of raw partitions whose first events are gone, of feeds with fewer events than outcomes. */
    private Map<TopicPartition, Long> incompletePartitions(Reconciliation books) {
        List<String> topics = books.feeds().entrySet().stream()
                .filter(feed -> feed.getValue().raw() < feed.getValue().accounted())
                .map(feed -> Topics.raw(feed.getKey()))
                .toList();
        Map<TopicPartition, Long> beginnings = logOffsets.beginnings(logOffsets.partitions(topics));
        beginnings.values().removeIf(beginning -> beginning == 0);
        return beginnings;
    }

    Reconciliation reconcile() throws SQLException {
        if (!isStreamsAppRunning()) {
            throw new PipelineFailedException("The keys cannot be counted: the streams app is " + streams.state());
        }
        Map<String, Reconciliation.Feed> feeds = feeds();
        Map<String, Reconciliation.Type> types = new HashMap<>();
        for (Contract contract : catalog.contracts()) {
            types.put(contract.type(), reconcile(contract));
        }
        return new Reconciliation(feeds, types);
    }

    private Reconciliation.Type reconcile(Contract contract) throws SQLException {
        String table = contract.table().toString();
        long rows = warehouse.rows(contract);
        long rejected = warehouse.rejected(contract);
        return contract.isEventTable()
                ? new Reconciliation.EventTable(table, warehouse.acceptedEvents(contract), rows, rejected)
                : new Reconciliation.StateTable(table, streams.keys(contract.type()), rows, rejected);
    }

    @Override
    public void close() {
        warehouse.close();
        sinkBacklog.close();
        rawEvents.close();
        logOffsets.close();
    }
}
