package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.Catalog;
import dev.wherry.wire.receipt.FileStatement;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.FinishedFile.Ending;
import dev.wherry.wire.receipt.Reading;
import dev.wherry.wire.receipt.SnapshotDecision;
import dev.wherry.wire.receipt.SnapshotDecision.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Full snapshots: the rows of a file that the next one lacks. The contract says {@code shrink: 50%}. */
class SnapshotsTest {
    private static final Catalog CATALOG = Catalog.load(Path.of("src/test/resources/snapshot-contracts"));

    @TempDir
    private Path directory;

    private TestPipeline pipeline;
    /** What the topic of files contains. */
    private final List<FileStatement> files = new ArrayList<>();

    /** A file with lines of the form sku or sku=price. */
    private record SnapshotFile(String name, String reading, List<String> lines) {
        SnapshotFile(String name, String... lines) {
            this("products/" + name, Reading.newId(), List.of(lines));
        }

        FinishedFile finished(Ending ending) {
            return new FinishedFile("products", name, reading, 40, "f", lines.size(), 0L, 30L, ending);
        }
    }

    @BeforeEach
    void start() {
        pipeline = start("first");
    }

    private TestPipeline start(String name) {
        // The driver gives every topic one partition, so there is one task to ask.
        return new TestPipeline(directory.resolve(name), TestPipeline.topology(CATALOG, 1));
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void deletesWhatTheNewFileLacksWhenItWasReadToItsEnd() {
        load(new SnapshotFile("1.ndjson", "a=1", "b=1", "c=1"));
        SnapshotFile second = new SnapshotFile("2.ndjson", "a=2", "c=2", "d=2");
        send(second);
        pipeline.ledger();
        assertThat(prices()).isEqualTo(Map.of("a", 2L, "b", 1L, "c", 2L, "d", 2L));

        finish(second, Ending.FINISHED);

        assertThat(prices()).isEqualTo(Map.of("a", 2L, "c", 2L, "d", 2L));
        assertThat(decisions()).extracting(SnapshotDecision::verdict).containsExactly(Verdict.APPLIED, Verdict.APPLIED);
        SnapshotDecision decision = decisions().get(1);
        assertThat(decision.rows()).isEqualTo(3);
        assertThat(decision.missing()).isEqualTo(1);
        assertThat(decision.before()).isEqualTo(3);
        TestRecord<byte[], byte[]> tombstone = pipeline.state("product").values().stream()
                .filter(record -> record.value() == null)
                .findFirst()
                .orElseThrow();
        assertThat(TestEvent.headersOf(tombstone))
                .containsEntry("file", "products/2.ndjson")
                .containsEntry("feed", "products");
        assertThat(pipeline.ledger().get("products")).isEqualTo(Map.of("accepted", 6L));
        assertThat(pipeline.invalid("products")).isEmpty();
    }

    @Test
    void aDeletedKeyCanComeBack() {
        load(new SnapshotFile("1.ndjson", "a=1", "b=1"));
        load(new SnapshotFile("2.ndjson", "a=2"));
        load(new SnapshotFile("3.ndjson", "a=3", "b=3"));

        assertThat(prices()).isEqualTo(Map.of("a", 3L, "b", 3L));
    }

    @Test
    void aFileOfTheSameNameIsNewerIfItIsReadLater() {
        load(new SnapshotFile("all.ndjson", "a=1", "b=1"));
        load(new SnapshotFile("all.ndjson", "b=2"));

        assertThat(prices()).isEqualTo(Map.of("b", 2L));
    }

    @Test
    void anOlderFileThatComesLaterChangesNothing() {
        load(new SnapshotFile("2.ndjson", "a=2"));
        load(new SnapshotFile("1.ndjson", "a=1", "b=1"));

        assertThat(prices()).isEqualTo(Map.of("a", 2L));
        assertThat(pipeline.ledger().get("products")).isEqualTo(Map.of("accepted", 1L, "superseded", 2L));
        assertThat(decisions())
                .extracting(SnapshotDecision::verdict)
                .containsExactly(Verdict.APPLIED, Verdict.OUTDATED);
    }

    @Test
    void aFileIsAppliedAlthoughANewerOneHasReplacedAllItsRows() {
        load(new SnapshotFile("1.ndjson", "a=1", "b=1"));
        SnapshotFile second = new SnapshotFile("2.ndjson", "a=2");
        send(second);
        send(new SnapshotFile("3.ndjson", "a=3"));
        finish(second, Ending.FINISHED);

        assertThat(prices()).isEqualTo(Map.of("a", 3L));
        assertThat(decisions()).extracting(SnapshotDecision::verdict).containsExactly(Verdict.APPLIED, Verdict.APPLIED);
    }

    @Test
    void aFileThatWouldDeleteMoreThanShrinkAllowsDeletesNothing() {
        load(new SnapshotFile("1.ndjson", "a=1", "b=1", "c=1"));
        load(new SnapshotFile("2.ndjson", "a=2", "d=2"));

        assertThat(prices()).isEqualTo(Map.of("a", 2L, "b", 1L, "c", 1L, "d", 2L));
        assertThat(quarantined())
                .containsExactly(
                        "products/2.ndjson: nothing is deleted, because it lacks 2 of the 3 rows of type product"
                                + " that the snapshot before left, more than shrink allows");
        assertThat(pipeline.ledger().get("products")).isEqualTo(Map.of("accepted", 5L));

        load(new SnapshotFile("3.ndjson", "a=3", "b=3", "c=3"));

        assertThat(prices()).isEqualTo(Map.of("a", 3L, "b", 3L, "c", 3L));
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void whatCannotBeTrustedDeletesNothing() {
        load(new SnapshotFile("1.ndjson", "a=1", "b=1"));
        load(new SnapshotFile("2.ndjson", "a=2", "=2"));
        load(new SnapshotFile("3.ndjson"));
        SnapshotFile removed = new SnapshotFile("4.ndjson", "a=4");
        send(removed);
        finish(removed, Ending.REMOVED);

        assertThat(prices()).isEqualTo(Map.of("a", 4L, "b", 1L));
        assertThat(quarantined())
                .containsExactly(
                        "products/2.ndjson: null",
                        "products/2.ndjson: nothing is deleted, because 1 of its events is invalid",
                        "products/3.ndjson: nothing is deleted, because it has no row of type product",
                        "products/4.ndjson: nothing is deleted, because it was removed before all of it had been read");
    }

    /** In any order of rows and ends of files, the rows are those of the newest complete file and of newer ones. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void anyOrderLeadsToTheSameRowsAndSoDoesARebuild(long seed) throws Exception {
        Random random = new Random(seed);
        List<SnapshotFile> snapshots = randomFiles(random);
        List<Runnable> steps = new ArrayList<>();
        List<List<Runnable>> queues = new ArrayList<>();
        for (SnapshotFile file : snapshots) {
            List<Runnable> queue = new ArrayList<>();
            for (int line = 0; line < file.lines().size(); line++) {
                int number = line;
                queue.add(() -> sendLine(pipeline, file, number));
            }
            queue.add(() -> finish(file, Ending.FINISHED));
            queues.add(queue);
        }
        while (!queues.isEmpty()) {
            List<Runnable> queue = queues.get(random.nextInt(queues.size()));
            steps.add(queue.remove(0));
            queues.removeIf(List::isEmpty);
        }
        steps.forEach(Runnable::run);
        pipeline.ledger();

        List<SnapshotDecision> decisions = decisions();
        Map<String, Long> expected = expected(snapshots, decisions);
        assertThat(prices()).isEqualTo(expected);
        assertThat(decisions).hasSameSizeAs(snapshots);

        List<FileStatement> recorded = List.copyOf(files);
        pipeline.close();
        files.clear();
        pipeline = start("rebuild");
        List<Runnable> again = new ArrayList<>();
        snapshots.forEach(file -> {
            for (int line = 0; line < file.lines().size(); line++) {
                int number = line;
                again.add(() -> sendLine(pipeline, file, number));
            }
        });
        // The topic of files keeps its order, and is read before, between and after the events.
        List<Integer> places = new ArrayList<>();
        recorded.forEach(statement -> places.add(random.nextInt(again.size() + 1)));
        places.sort(Comparator.reverseOrder());
        Collections.shuffle(again, random);
        for (int i = recorded.size() - 1; i >= 0; i--) {
            FileStatement statement = recorded.get(i);
            again.add(places.get(recorded.size() - 1 - i), () -> pipeline.sendStatement(statement.toJson(), 5_000));
        }
        again.forEach(Runnable::run);
        pipeline.ledger();

        assertThat(prices()).isEqualTo(expected);
    }

    /** Otherwise the first file after a rebuild could delete any number of rows. */
    @Test
    void aRebuildThatReadsDecisionsBeforeRowsStillKnowsWhatShrinkAllows() {
        SnapshotFile first = new SnapshotFile("1.ndjson", "a=1", "b=1", "c=1");
        load(first);
        List<FileStatement> recorded = List.copyOf(files);
        pipeline.close();
        pipeline = start("rebuild");
        recorded.forEach(statement -> pipeline.sendStatement(statement.toJson(), 5_000));
        send(first);
        pipeline.ledger();

        load(new SnapshotFile("2.ndjson", "a=2"));

        assertThat(prices()).isEqualTo(Map.of("a", 2L, "b", 1L, "c", 1L));
    }

    private static List<SnapshotFile> randomFiles(Random random) {
        List<SnapshotFile> snapshots = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<String> lines = new ArrayList<>();
            for (int line = 0; line < 1 + random.nextInt(8); line++) {
                lines.add((char) ('a' + random.nextInt(6)) + "=" + (100 * i + line));
            }
            snapshots.add(new SnapshotFile("products/" + random.nextInt(4) + ".ndjson", Reading.newId(), lines));
        }
        return snapshots;
    }

    /** Of the files at and above the newest applied one, the last line of the newest file that has the key. */
    private static Map<String, Long> expected(List<SnapshotFile> snapshots, List<SnapshotDecision> decisions) {
        Comparator<SnapshotFile> older =
                Comparator.comparing(SnapshotFile::name).thenComparing(SnapshotFile::reading);
        Optional<SnapshotFile> floor = snapshots.stream()
                .filter(file -> decisions.stream()
                        .anyMatch(decision -> decision.verdict() == Verdict.APPLIED
                                && decision.reading().equals(file.reading())))
                .max(older);
        Map<String, Long> rows = new TreeMap<>();
        snapshots.stream()
                .sorted(older)
                .filter(file -> floor.isEmpty() || older.compare(file, floor.get()) >= 0)
                .forEach(file -> file.lines().forEach(line -> {
                    String[] parts = line.split("=");
                    rows.put(parts[0], Long.valueOf(parts[1]));
                }));
        return rows;
    }

    private void load(SnapshotFile file) {
        send(file);
        finish(file, Ending.FINISHED);
    }

    private void send(SnapshotFile file) {
        for (int line = 0; line < file.lines().size(); line++) {
            sendLine(pipeline, file, line);
        }
    }

    private static void sendLine(TestPipeline pipeline, SnapshotFile file, int line) {
        String[] parts = file.lines().get(line).split("=");
        String event = parts[0].isEmpty()
                ? "{\"price\": " + parts[1] + "}"
                : "{\"sku\": \"" + parts[0] + "\", \"price\": " + parts[1] + "}";
        pipeline.send(new TestEvent(
                "products",
                file.name(),
                event.getBytes(UTF_8),
                Map.of("file", file.name(), "offset", Integer.toString(10 * line), "reading", file.reading())));
    }

    private void finish(SnapshotFile file, Ending ending) {
        files.add(file.finished(ending));
        pipeline.sendStatement(file.finished(ending).toJson(), 5_000);
        // The counts are published, on which the receipt and the snapshot depend.
        pipeline.ledger();
        files.addAll(pipeline.statements());
    }

    private List<SnapshotDecision> decisions() {
        return files.stream()
                .filter(SnapshotDecision.class::isInstance)
                .map(SnapshotDecision.class::cast)
                .toList();
    }

    private Map<String, Long> prices() {
        Map<String, Long> prices = new TreeMap<>();
        pipeline.state("product").forEach((key, record) -> {
            if (record.value() != null) {
                String price = new String(record.value(), UTF_8).replaceAll(".*\"price\": (\\d+).*", "$1");
                prices.put(key.replaceAll("[^a-z]", ""), Long.valueOf(price));
            }
        });
        return prices;
    }

    /** The file and the message of each record of the quarantine since the last call. */
    private List<String> quarantined() {
        return pipeline.invalid("products").stream()
                .map(record -> {
                    String reasons = TestEvent.headersOf(record).get("reasons");
                    String message = reasons.contains("snapshot_refused")
                            ? reasons.replaceAll(".*\"message\":\"([^\"]*)\".*", "$1")
                            : null;
                    return TestEvent.headersOf(record).get("file") + ": " + message;
                })
                .toList();
    }
}
