package dev.wherry.operations.erase;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.EventKeyReader;
import dev.wherry.contracts.FeedSettings;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.erase.ErasurePlan.ErasedFile;
import dev.wherry.operations.erase.ErasurePlan.RawPartition;
import dev.wherry.operations.rebuild.RebuildMarker;
import dev.wherry.operations.topics.LogOffsets;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/**
 * Erases all events of one entity from the raw topics and from files, and records that in the warehouse. What was derived from
 * the events is erased by the rebuild that must follow, and for which the last step sets the marker.
 *
 * <p>Every step can be repeated, so an interrupted erasure is completed by running its plan again. Nothing may write to the raw
 * topics meanwhile. The caller tells the marker that the steps are complete, but only after the brokers have made the new beginnings of the partitions
 * durable: a broker writes them to its disk once a minute and when it stops, and one that is killed in between would bring back
 * the records before the copies.
 */
public final class Erasure {
    /** Some seconds per transaction, and few enough transactions. */
    private static final int TRANSACTION_RECORDS = 100_000;

    private final PipelineTarget target;
    private final Catalog catalog;
    private final ErasureMarker marker;
    private final RebuildMarker rebuildMarker;
    private final int transactionRecords;

    public Erasure(PipelineTarget target, Catalog catalog, ErasureMarker marker, RebuildMarker rebuildMarker) {
        this(target, catalog, marker, rebuildMarker, TRANSACTION_RECORDS);
    }

    /** @param transactionRecords the number of raw records that are copied in one transaction */
    public Erasure(
            PipelineTarget target,
            Catalog catalog,
            ErasureMarker marker,
            RebuildMarker rebuildMarker,
            int transactionRecords) {
        this.target = target;
        this.catalog = catalog;
        this.marker = marker;
        this.rebuildMarker = rebuildMarker;
        this.transactionRecords = transactionRecords;
    }

    /**
     * The result of a search.
     *
     * @param unreadableEvents raw events of the type's feeds whose key cannot be read; some may be events of the entity
     * @param unreadableFiles the same for documents and lines in files
     */
    public record Found(ErasurePlan plan, long unreadableEvents, long unreadableFiles) {}

    /**
     * Finds everything that is to be erased, and changes nothing.
     *
     * @param key the key as the records of the state topic have it
     * @param directories the inbox and the archive
     * @throws ErasureImpossibleException if the pipeline has never run, or a transaction is open
     */
    public Found find(Contract contract, byte[] key, List<Path> directories) throws IOException, SQLException {
        new ErasureTable(target, catalog).requireExists();
        EventKeyReader reader = catalog.keyReader(contract);
        try (RawReader raw = new RawReader(target.kafka());
                LogOffsets offsets = new LogOffsets(target.kafka())) {
            RawSearch topics = new RawSearch(raw, offsets, reader, key);
            contract.feeds().forEach(topics::search);
            List<RawPartition> partitions = topics.partitions();
            FileSearch files = new FileSearch(reader, key, topics.linesFiles());
            for (Path directory : directories) {
                for (String feed : contract.feeds()) {
                    files.search(directory, catalog.feed(feed));
                }
            }
            for (String feed : contract.feeds()) {
                FeedSettings settings = catalog.feed(feed);
                if (settings.archive().isPresent()) {
                    files.search(Path.of(settings.archive().get()), settings);
                }
            }
            requireSearchable(files.unsearchable());
            ErasurePlan plan = new ErasurePlan(
                    contract.type(),
                    KeyDigest.of(contract.type(), key),
                    partitions.stream()
                            .mapToLong(partition -> partition.erased().size())
                            .sum(),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    partitions,
                    files.found(),
                    topics.readings());
            return new Found(plan, topics.unreadable(), files.unreadable());
        }
    }

    private static void requireSearchable(List<Path> unsearchable) {
        if (!unsearchable.isEmpty()) {
            throw new ErasureImpossibleException(
                    "%,d files, such as %s, are compressed, arrays, CSV or not in UTF-8: single events cannot be erased"
                                    .formatted(unsearchable.size(), unsearchable.get(0))
                            + " in them. Nothing was erased. Delete those that may hold events of the entity, whose"
                            + " events are also in the raw topics, or move them out of the inbox and the archive; then"
                            + " run it again.");
        }
    }

    /**
     * Runs the plan, or what an interruption has left of it.
     *
     * @param listener receives a description before each step
     */
    public void run(ErasurePlan plan, Consumer<String> listener) throws IOException, SQLException {
        marker.set(plan);
        for (ErasedFile file : plan.files()) {
            listener.accept("erasing events in " + file.path());
            FileEraser.erase(file);
        }
        try (RawReader raw = new RawReader(target.kafka());
                LogOffsets offsets = new LogOffsets(target.kafka());
                RawRewrite rewrite = new RawRewrite(target.kafka(), raw, offsets, transactionRecords)) {
            for (RawPartition partition : plan.partitions()) {
                rewrite.rewrite(partition, listener);
            }
        }
        if (!plan.readings().isEmpty()) {
            listener.accept("correcting the number of events of files");
            ErasedEventsWriter.write(target.kafka(), plan);
        }
        listener.accept("recording the erasure");
        new ErasureTable(target, catalog).add(plan);
        listener.accept("requesting a rebuild");
        rebuildMarker.set();
    }
}
