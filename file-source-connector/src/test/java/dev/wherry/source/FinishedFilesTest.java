package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.connect.Killed;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.FinishedFile.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the connector says of files that it has read to their end. */
class FinishedFilesTest {
    private static final String RULES = """
            [{"names": ["*.json"], "format": "document"}, {"names": ["*.csv"], "format": "csv"},
             {"names": ["*.ndjson"], "format": "lines"}, {"names": ["*.list"], "format": "array"}]
            """;

    @TempDir
    private Path directory;

    private TestInbox test;
    private FakeWorker worker;

    @BeforeEach
    void configure() {
        test = new TestInbox(directory);
        test.config.put(FileSourceConfig.FILES, RULES);
        test.config.put(FileSourceConfig.FINISHED_AFTER_MS, "20000");
    }

    private void start() {
        worker = test.start();
        worker.drain();
    }

    private void restart() {
        worker.stop();
        start();
        rescan();
        rescan();
    }

    private void rescan() {
        test.rescanBecomesDue();
        worker.drain();
    }

    private void finish() {
        test.clock.advance(Duration.ofSeconds(20));
        worker.drain();
    }

    private void onFinish(String action) {
        test.config.put(FileSourceConfig.ON_FINISH, action);
    }

    private void assertSaid(String... sentences) {
        test.files.requireTrue();
        assertThat(test.files.sentences()).containsExactly(sentences);
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive", "delete", "keep"})
    void saysOnceThatAFileIsFinished(String action) throws IOException {
        onFinish(action);
        Path file = test.write("cards/sub/a.csv", "id\n1\n2\n3\n");
        long size = Files.size(file);
        start();
        assertSaid();
        finish();
        restart();
        restart();

        assertSaid("cards/sub/a.csv 3 finished");
        FinishedFile said = test.files.finished().get(0);
        assertThat(said.feed()).isEqualTo("cards");
        assertThat(said.size()).isEqualTo(size);
        assertThat(said.fingerprint()).matches("[0-9a-f]{16}");
        assertThat(said.firstOffset()).isEqualTo(3);
        assertThat(said.lastOffset()).isEqualTo(7);
    }

    @Test
    void saysItInTheTransactionOfTheLastEventsIfNothingCanFollow() throws IOException {
        test.write("cards/a.list", "[1, 2]");
        worker = test.start();
        List<SourceRecord> batch = List.of();
        while (batch.isEmpty()) {
            batch = worker.poll();
        }

        assertThat(batch).extracting(SourceRecord::topic).containsExactly("raw.cards", "raw.cards", "files");
    }

    @Test
    void aCorrectedFileUnderTheSameNameIsAnotherReading() throws IOException {
        test.write("cards/a.csv", "id\n1\n");
        start();
        finish();
        test.write("cards/a.csv", "id\n1\n2\n");
        rescan();
        finish();

        assertSaid("cards/a.csv 1 finished", "cards/a.csv 2 finished");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatIsRewrittenEndsAsRewritten(boolean whileStopped) throws IOException {
        Path file = test.write("cards/a.ndjson", "[1]\n[2]\n[3]\n");
        start();
        if (whileStopped) {
            worker.stop();
        }
        Files.writeString(file, "[9]\n");
        if (whileStopped) {
            start();
        }
        rescan();
        finish();

        assertSaid("cards/a.ndjson 1 finished", "cards/a.ndjson 3 rewritten");
        FinishedFile rewritten = test.files.finished().get(0);
        assertThat(rewritten.size()).isEqualTo(12);
        assertThat(rewritten.fingerprint()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatIsGoneEndsAsRemoved(boolean whileStopped) throws IOException {
        test.config.put(FileSourceConfig.FINISHED_AFTER_MS, "-1");
        Path file = test.write("cards/a.ndjson", "[1]\n[2]\n");
        start();
        if (whileStopped) {
            worker.stop();
        }
        Files.delete(file);
        if (whileStopped) {
            start();
        }
        for (int i = 0; i < 4; i++) {
            rescan();
        }

        assertSaid("cards/a.ndjson 2 removed");
    }

    @Test
    void aFileThatTakesTheInodeOfOneThatIsGoneDoesNotHideIt() throws IOException {
        test.config.put(FileSourceConfig.FINISHED_AFTER_MS, "-1");
        Path file = test.write("cards/a.ndjson", "[1]\n[2]\n");
        start();
        worker.stop();
        // The same inode with another name and content, as after a deletion and a creation.
        Files.writeString(file, "[9]\n");
        Files.move(file, file.resolveSibling("b.ndjson"));
        start();

        assertSaid("cards/a.ndjson 2 removed");
        assertThat(test.files.unfinished()).isEqualTo(1);
    }

    @Test
    void whatIsAppendedToAFinishedFileIsAnotherReading() throws IOException {
        onFinish("keep");
        test.write("cards/a.ndjson", "[1]\n[2]\n");
        start();
        finish();
        test.append("cards/a.ndjson", "[3]\n");
        rescan();
        finish();
        restart();

        assertSaid("cards/a.ndjson 1 finished", "cards/a.ndjson 2 finished");
        assertThat(test.files.finished().get(1).firstOffset()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive", "keep"})
    void aFileWithoutEventsIsFinished(String action) throws IOException {
        onFinish(action);
        test.write("cards/a.csv", "id,name\n");
        test.write("cards/b.list", "[]");
        test.write("cards/c.ndjson", "");
        start();
        finish();
        finish();
        restart();

        assertSaid("cards/a.csv 0 finished", "cards/b.list 0 finished", "cards/c.ndjson 0 finished");
        assertThat(test.files.finished()).extracting(FinishedFile::firstOffset).containsOnlyNulls();
    }

    @Test
    void anEmptyFileIsNotFinishedWhileItMayGrow() throws IOException {
        test.config.put(FileSourceConfig.FINISHED_AFTER_MS, "-1");
        test.write("cards/a.ndjson", "");
        start();
        finish();
        test.append("cards/a.ndjson", "[1]\n");
        rescan();

        assertSaid();
        assertThat(test.values()).containsExactly("[1]");
    }

    @Test
    void aFileThatIsRenamedWhileItGrowsKeepsItsFirstName() throws IOException {
        Path file = test.write("cards/a.ndjson", "[1]\n");
        start();
        Files.move(file, file.resolveSibling("a.ndjson.1"));
        test.append("cards/a.ndjson.1", "[2]\n");
        rescan();
        finish();

        assertSaid("cards/a.ndjson 2 finished");
    }

    @Test
    void aRefusedFileHasOneEvent() throws IOException {
        test.write("cards/a.csv", "id,id\n1,2\n");
        start();
        finish();

        assertSaid("cards/a.csv 1 finished");
        assertThat(test.files.finished()).extracting(FinishedFile::ending).containsExactly(Ending.FINISHED);
    }

    @Test
    void aDocumentNeedsNoRecord() throws IOException {
        test.write("cards/a.json", "{}");
        start();
        finish();

        assertSaid();
        assertThat(test.values()).containsExactly("{}");
    }

    /** Between any two steps: the reading is closed once, whatever is lost. */
    @ParameterizedTest
    @ValueSource(strings = {"archive", "delete", "keep"})
    void saysItOnceWhereverTheProcessIsKilled(String action) throws IOException {
        boolean killed = true;
        for (int steps = 0; killed; steps++) {
            test = new TestInbox(directory.resolve(action + steps));
            configureAgain(action);
            killed = runAndKillAfter(steps);
            worker = test.start();
            for (int i = 0; i < 4; i++) {
                rescan();
                finish();
            }
            restart();
            int at = steps;
            test.files.requireTrue();
            assertThat(test.files.unfinished())
                    .as(() -> "killed after " + at + " steps")
                    .isZero();
            assertThat(test.files.sentences())
                    .as(() -> "killed after " + at + " steps")
                    .contains("cards/a.ndjson 2 finished", "cards/b.csv 0 finished");
            assertThat(test.published).hasSizeBetween(2, 5);
        }
    }

    private void configureAgain(String action) {
        test.config.put(FileSourceConfig.FILES, RULES);
        test.config.put(FileSourceConfig.FINISHED_AFTER_MS, "20000");
        test.config.put(FileSourceConfig.ON_FINISH, action);
        test.config.put(FileSourceConfig.BATCH_MAX_RECORDS, "2");
    }

    /** A file that is rewritten, then read to its end, and one without events. Returns whether it was killed. */
    private boolean runAndKillAfter(int steps) throws IOException {
        int[] left = {steps};
        Runnable step = () -> {
            if (left[0]-- == 0) {
                throw new Killed();
            }
        };
        test.write("cards/b.csv", "id\n");
        Path file = test.write("cards/a.ndjson", "[1]\n[2]\n[3]\n");
        boolean rewritten = false;
        try {
            FakeWorker first = test.start(new SteppingDisk(step));
            turn(first, step);
            turn(first, step);
            turn(first, step);
            Files.writeString(file, "[8]\n[9]\n");
            rewritten = true;
            test.rescanBecomesDue();
            for (int i = 0; i < 4; i++) {
                turn(first, step);
            }
            test.clock.advance(Duration.ofSeconds(20));
            for (int i = 0; i < 4; i++) {
                turn(first, step);
            }
            return false;
        } catch (Killed e) {
            if (!rewritten) {
                Files.writeString(file, "[8]\n[9]\n");
            }
            return true;
        }
    }

    private static void turn(FakeWorker worker, Runnable step) {
        List<SourceRecord> records = worker.poll();
        step.run();
        worker.commit(records);
        step.run();
        worker.acknowledge(records);
        step.run();
    }
}
