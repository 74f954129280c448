package dev.wherry.it.faults;

import dev.wherry.generator.TruthTable;
import dev.wherry.it.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Holds what the pipeline has against what was written, while the writers pause. */
final class TruthComparison implements AutoCloseable {
    private static final List<String> OUTCOMES = List.of("accepted", "superseded", "duplicate", "invalid");
    /** Names so many of them: the first tell the story. */
    private static final int NAMED = 20;

    private final TestCluster rig;
    private final EventWriters writers;
    private final SimulatedOperator operator;
    private final Duration patience;
    private final RawTopicReader raw;
    private final BacklogCheck backlog;
    private final CampaignWarehouse warehouse;

    /** @param patience for everything to come to rest */
    TruthComparison(TestCluster rig, EventWriters writers, SimulatedOperator operator, Duration patience) {
        this.patience = patience;
        this.rig = rig;
        this.writers = writers;
        this.operator = operator;
        raw = new RawTopicReader(rig.bootstrapServers());
        backlog = new BacklogCheck(rig.bootstrapServers());
        warehouse = new CampaignWarehouse(rig.postgres());
    }

    CampaignWarehouse warehouse() {
        return warehouse;
    }

    /** What was found: how many events are lost or there twice, and a sentence for each difference. */
    record Finding(long lost, long twice, List<String> differences) {
        boolean isClean() {
            return differences.isEmpty();
        }
    }

    /** Waits for everything to come to rest, then compares. */
    Finding compare() throws Exception {
        List<String> differences = new ArrayList<>();
        long written = writers.written();
        await(differences, "the ledger does not come to tell of all " + written + " events", () -> events() >= written);
        await(differences, "not all tasks come to run", this::allRun);
        // the ledger is one task's, and another may still have rows to write
        await(differences, "readers are stuck", () -> stuck().isEmpty());
        raw.catchUp();
        compareCounts(differences, written);
        for (TruthTable truth : writers.truth()) {
            compareFeed(differences, truth);
        }
        if (!differences.isEmpty()) {
            describe(differences);
        }
        long lost = Math.max(0, written - raw.events()) + missingRows(differences);
        long twice = raw.records() - raw.events();
        return new Finding(lost, twice, differences);
    }

    private void compareCounts(List<String> differences, long written) throws SQLException {
        raw.twice().stream().limit(NAMED).forEach(file -> differences.add("raw has " + file));
        expect(differences, "files and lines in raw", written, raw.events());
        expect(differences, "records in raw", written, raw.records());
        expect(differences, "events in the ledger", written, warehouse.events());
    }

    private void compareFeed(List<String> differences, TruthTable truth) throws SQLException {
        String feed = EventWriters.feed(truth);
        long sum = 0;
        for (String outcome : OUTCOMES) {
            sum += warehouse.events(feed, outcome);
        }
        expect(differences, "outcomes of " + feed, truth.counts().events(), sum);
        long invalid = truth.counts().invalid();
        expect(differences, "invalid events of " + feed, invalid, warehouse.events(feed, "invalid"));
        expect(differences, "events of " + feed + " in the quarantine", invalid, warehouse.quarantined(feed));
        warehouse.differences(truth).stream().limit(NAMED).forEach(differences::add);
    }

    private static void expect(List<String> differences, String what, long expected, long found) {
        if (expected != found) {
            differences.add(what + ": " + found + " and not " + expected);
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
        } catch (SQLException away) {
            return -1;
        }
    }

    boolean allRun() {
        return rig.source().isRunning()
                && rig.sink().isRunning()
                && rig.streams().isAlive();
    }

    private List<String> stuck() throws Exception {
        return backlog.stuck(warehouse.sinkOffsets());
    }

    /** Says where things stand, for whoever has to find out why. */
    private void describe(List<String> differences) throws Exception {
        differences.addAll(stuck().stream().limit(NAMED).toList());
        differences.add(rig.source().describe());
        differences.add(rig.sink().describe());
        for (Path directory : List.of(rig.inbox(), rig.archive())) {
            for (String feed : List.of("users", "cards")) {
                differences.addAll(notInRaw(directory, feed));
            }
        }
    }

    private List<String> notInRaw(Path directory, String feed) throws Exception {
        if (!Files.isDirectory(directory.resolve(feed))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.resolve(feed))) {
            return files.map(directory::relativize)
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".json") && !raw.has(file))
                    .map(file -> directory.getFileName() + "/" + file + " is not in raw")
                    .limit(NAMED)
                    .toList();
        }
    }

    private void await(List<String> differences, String otherwise, Await.Condition condition) throws Exception {
        try {
            operator.await(patience, condition, () -> otherwise);
        } catch (AssertionError late) {
            differences.add(late.getMessage());
        }
    }

    @Override
    public void close() {
        raw.close();
        backlog.close();
        warehouse.close();
    }
}
