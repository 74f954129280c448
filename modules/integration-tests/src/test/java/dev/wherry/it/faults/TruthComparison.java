package dev.wherry.it.faults;

import dev.wherry.generator.TruthTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** Compares the raw topics and the warehouse with what was written, while the writers pause. */
final class TruthComparison implements AutoCloseable {
    private static final List<String> OUTCOMES = List.of("accepted", "superseded", "duplicate", "skipped", "invalid");
    /** Maximum number of differences to list per check. */
    private static final int MAX_LISTED = 20;

    private final TestCluster cluster;
    private final EventWriters writers;
    private final SimulatedOperator operator;
    private final Duration timeout;
    private RawTopicReader raw;
    private final BacklogCheck backlog;
    private final CampaignWarehouse warehouse;

    /** @param timeout for each wait until the pipeline is idle */
    TruthComparison(TestCluster cluster, EventWriters writers, SimulatedOperator operator, Duration timeout) {
        this.timeout = timeout;
        this.cluster = cluster;
        this.writers = writers;
        this.operator = operator;
        raw = newReader();
        backlog = new BacklogCheck(cluster.bootstrapServers());
        warehouse = new CampaignWarehouse(cluster.postgres());
    }

    private RawTopicReader newReader() {
        return new RawTopicReader(cluster.bootstrapServers(), cluster.catalog().feeds());
    }

    /** The raw topics have been rewritten, so that they must be read from the beginning. */
    void readAgain() {
        raw.close();
        raw = newReader();
    }

    CampaignWarehouse warehouse() {
        return warehouse;
    }

    /** The result: the number of lost and of duplicate events, and a sentence for each difference. */
    record Finding(long lost, long duplicates, List<String> differences) {
        boolean isClean() {
            return differences.isEmpty();
        }
    }

    /** Waits until the pipeline is idle, then compares. */
    Finding compare() throws Exception {
        List<String> differences = new ArrayList<>();
        long written = writers.written();
        await(differences, "the ledger accounts for all " + written + " events", () -> events() >= written);
        await(differences, "all tasks are running", this::isRunning);
        await(differences, "all full snapshots are decided and applied", () -> ofSnapshots()
                .isEmpty());
        // a single task writes the ledger, and the other one may still have rows to write
        await(differences, "no consumer is stuck", () -> stuck().isEmpty());
        await(differences, "rejected rows have got in", () -> warehouse.rejected() == 0);
        raw.catchUp();
        compareCounts(differences, written);
        expect(differences, "skipped events of orders", writers.skippedOrders(), warehouse.events("orders", "skipped"));
        warehouse.differences(StockService.FEED, writers.stock().verdicts()).stream()
                .limit(MAX_LISTED)
                .forEach(differences::add);
        for (TruthTable truth : writers.truth()) {
            compareFeed(differences, truth);
        }
        if (!differences.isEmpty()) {
            describe(differences);
        }
        long lost = Math.max(0, written - raw.events()) + missingRows(differences);
        long duplicates = raw.records() - raw.events();
        return new Finding(lost, duplicates, differences);
    }

    /** What is compared once more in the end, and is right some time after the last event has its outcome. */
    private List<String> ofSnapshots() throws SQLException {
        List<String> differences = new ArrayList<>(
                warehouse.differences(StockService.FEED, writers.stock().verdicts()));
        differences.addAll(warehouse.differences(writers.stock().truth()));
        return differences;
    }

    private void compareCounts(List<String> differences, long written) throws SQLException {
        raw.duplicates().stream().limit(MAX_LISTED).forEach(file -> differences.add("raw has " + file));
        expect(differences, "documents, lines, elements and rows in raw", written, raw.events());
        expect(differences, "records in raw", written, raw.records());
        expect(differences, "events in the ledger", written, warehouse.events());
    }

    private void compareFeed(List<String> differences, TruthTable truth) throws SQLException {
        String feed = truth.table();
        long sum = 0;
        for (String outcome : OUTCOMES) {
            sum += warehouse.events(feed, outcome);
        }
        expect(differences, "outcomes of " + feed, truth.counts().events(), sum);
        long invalid = truth.counts().invalid();
        expect(differences, "invalid events of " + feed, invalid, warehouse.events(feed, "invalid"));
        expect(differences, "events of " + feed + " in the quarantine", invalid, warehouse.quarantined(feed));
        warehouse.differences(truth).stream().limit(MAX_LISTED).forEach(differences::add);
    }

    private static void expect(List<String> differences, String name, long expected, long found) {
        if (expected != found) {
            differences.add(name + ": expected " + expected + " but found " + found);
        }
    }

    private static long missingRows(List<String> differences) {
        return differences.stream()
                .filter(difference -> difference.endsWith(" is missing"))
                .count();
    }

    private long events() {
        try {
            return warehouse.events();
        } catch (SQLException unavailable) {
            return -1;
        }
    }

    boolean isRunning() {
        return cluster.source().isRunning()
                && cluster.sink().isRunning()
                && cluster.streams().isAlive();
    }

    private List<String> stuck() throws Exception {
        return backlog.stuck(warehouse.sinkOffsets());
    }

    /** Adds the state of the pipeline, for the analysis of a failure. */
    private void describe(List<String> differences) throws Exception {
        differences.addAll(stuck().stream().limit(MAX_LISTED).toList());
        differences.add(cluster.source().describe());
        differences.add(cluster.sink().describe());
        for (Path directory : List.of(cluster.inbox(), cluster.archive())) {
            for (String feed : List.of("users", "cards")) {
                differences.addAll(unpublishedFiles(directory, feed));
            }
        }
    }

    private List<String> unpublishedFiles(Path directory, String feed) throws Exception {
        if (!Files.isDirectory(directory.resolve(feed))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.resolve(feed))) {
            return files.map(directory::relativize)
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".json") && !raw.has(file))
                    .map(file -> directory.getFileName() + "/" + file + " is not in raw")
                    .limit(MAX_LISTED)
                    .toList();
        }
    }

    private void await(List<String> differences, String expected, Callable<Boolean> condition) {
        try {
            operator.await(expected, timeout, condition);
        } catch (ConditionTimeoutException timedOut) {
            differences.add("not within " + timeout + ": " + expected);
        }
    }

    @Override
    public void close() {
        raw.close();
        backlog.close();
        warehouse.close();
    }
}
