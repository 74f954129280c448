package dev.wherry.pipeline;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.ContractTable;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/** Observes a running pipeline: counts events and rows, and determines whether it is drained. */
final class PipelineStatus implements AutoCloseable {
    private final Catalog catalog;
    private final StreamsPipeline streams;
    private final Map<SourceTaskMetrics, Integer> sources = new LinkedHashMap<>();
    private final LogOffsets logOffsets;
    private final RawEventCounter rawEvents;
    private final Backlog sinkBacklog;
    private final Map<String, String> kafka;
    /** Null until the streams app has created its internal topics. */
    private Backlog filesBacklog;

    private final WarehouseQueries warehouse;
    private final ConnectorReadiness connectors;
    private final Path home;
    private long sourceDrainedAt;
    private boolean sourceDrained;

    /** @param expectedTasks by source connector, how many tasks must run; empty for a rebuild, which has no source */
    PipelineStatus(
            Catalog catalog,
            PipelineTarget target,
            EmbeddedConnect connect,
            StreamsPipeline streams,
            Map<String, Integer> expectedTasks,
            Path home) {
        this.catalog = catalog;
        this.home = home;
        this.streams = streams;
        expectedTasks.forEach((connector, tasks) -> sources.put(new SourceTaskMetrics(connector), tasks));
        logOffsets = new LogOffsets(target.kafka());
        rawEvents = new RawEventCounter(target.kafka(), logOffsets, catalog.feeds());
        kafka = target.kafka();
        sinkBacklog = new Backlog(kafka, "wherry-sink-backlog", logOffsets, ConnectorConfigs.sinkTopics(catalog));
        warehouse = new WarehouseQueries(target.database(), target.user(), target.password(), catalog);
        connectors = new ConnectorReadiness(
                connect,
                Stream.concat(
                                Stream.of(ConnectorConfigs.SINK),
                                expectedTasks.keySet().stream().sorted())
                        .toList());
    }

    PipelineSnapshot snapshot() throws SQLException {
        Map<String, Reconciliation.Feed> feeds = feeds();
        long rows = 0;
        for (Contract contract : catalog.contracts()) {
            rows += warehouse.rows(contract.table());
        }
        return new PipelineSnapshot(
                sum(SourceTaskMetrics::documents),
                sum(SourceTaskMetrics::filesPending),
                sum(SourceTaskMetrics::filesIgnored),
                feeds,
                rows);
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
                && areFilesDone()
                && sinkBacklog.isEmpty(warehouse.sinkOffsets())
                && !warehouse.hasDueRetries();
    }

    /**
     * What is counted of files is published with the ledger, but other tasks of the streams app add it up and apply full
     * snapshots. The offsets come first: if they are the ends of all topics afterwards, nothing was under way then.
     */
    private boolean areFilesDone() {
        if (filesBacklog == null) {
            filesBacklog = new Backlog(
                    kafka,
                    "wherry-files-backlog",
                    logOffsets,
                    StreamsPipeline.topicsOfFiles(catalog, EmbeddedStreamsConfig.APPLICATION_ID));
        }
        return filesBacklog.isEmpty(logOffsets.committedBy(EmbeddedStreamsConfig.APPLICATION_ID));
    }

    private boolean isSourceDrained() {
        return sources.entrySet().stream()
                .allMatch(source -> source.getKey().scans(source.getValue()) > 0
                        && source.getKey().filesPending() == 0);
    }

    private boolean isStreamsAppRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    SortedSet<String> inboxProblems() {
        SortedSet<String> problems = new TreeSet<>();
        sources.keySet().forEach(source -> problems.addAll(source.problems()));
        return problems;
    }

    private long sum(ToLongFunction<SourceTaskMetrics> metric) {
        return sources.keySet().stream().mapToLong(metric).sum();
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
        Map<String, Reconciliation.History> histories = new HashMap<>();
        for (Contract contract : catalog.contracts()) {
            String type = contract.type();
            long states = contract.isEventTable() ? 0 : streams.keys(type); // reads all of them
            for (ContractTable table : contract.tables()) {
                String name = table.name().toString();
                long rows = warehouse.rows(table.name());
                long rejected = warehouse.rejected(table);
                switch (table.kind()) {
                    case STATE ->
                        types.put(
                                type,
                                new Reconciliation.StateTable(
                                        name, states, rows, rejected, warehouse.rejectedDeletions(contract)));
                    case EVENTS ->
                        types.put(
                                type,
                                new Reconciliation.EventTable(
                                        name, warehouse.acceptedEvents(contract), rows, rejected));
                    case HISTORY ->
                        histories.put(
                                type,
                                new Reconciliation.History(
                                        name, warehouse.validEvents(contract), states, rows, rejected));
                }
            }
        }
        return new Reconciliation(feeds, types, histories);
    }

    @Override
    public void close() {
        warehouse.close();
        sinkBacklog.close();
        if (filesBacklog != null) {
            filesBacklog.close();
        }
        rawEvents.close();
        logOffsets.close();
    }
}
