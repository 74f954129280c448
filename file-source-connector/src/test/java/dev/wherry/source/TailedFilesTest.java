package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.source.disk.InodeStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailedFilesTest {
    @TempDir
    private Path directory;

    private TestInbox test;

    @BeforeEach
    void makeInbox() {
        test = new TestInbox(directory);
    }

    private FakeWorker restarted(FakeWorker worker) {
        worker.stop();
        return test.start();
    }

    private void lookAgain(FakeWorker worker) {
        test.rescanIsDue();
        worker.drain();
    }

    @Test
    void everyLineIsAnEventWithItsOffset() throws IOException {
        test.write("cards/x.ndjson", "[1]\r\n\n  \n[2]\n");
        test.start().drain();
        assertEquals(
                List.of(
                        new PublishedRecord("raw.cards", "cards/x.ndjson", "0", null, null, "[1]"),
                        new PublishedRecord("raw.cards", "cards/x.ndjson", "9", null, null, "[2]")),
                test.published);
        assertEquals(List.of("cards/x.ndjson"), test.filesBelow(test.inbox));
    }

    @Test
    void aGrowingFileIsFollowedAndARestartGoesOnWhereItWas() throws IOException {
        test.write("cards/x.ndjson", "[1]\n[2]\n");
        FakeWorker worker = test.start();
        worker.drain();
        test.append("cards/x.ndjson", "[3]\n");
        lookAgain(worker);
        worker = restarted(worker);
        test.append("cards/x.ndjson", "[4]\n");
        worker.drain();
        assertEquals(List.of("[1]", "[2]", "[3]", "[4]"), test.values());
    }

    @Test
    void aLineWithoutEndWaitsForItsEndOrForTheQuietPeriod() throws IOException {
        test.write("cards/x.ndjson", "[1]\n[2");
        FakeWorker worker = test.start();
        worker.turn();
        worker.turn();
        assertEquals(List.of("[1]"), test.values());
        test.append("cards/x.ndjson", "]\n[3]");
        worker.drain();
        assertEquals(List.of("[1]", "[2]", "[3]"), test.values());
        test.append("cards/x.ndjson", "\n[4]\n");
        lookAgain(worker);
        assertEquals(List.of("[1]", "[2]", "[3]", "[4]"), test.values());
    }

    @Test
    void aFileOfOneLineWithoutEndIsReadAfterTheQuietPeriodAndGoesOnFromThere() throws IOException {
        test.write("cards/x.ndjson", "[1]");
        FakeWorker worker = test.start();
        worker.drain();
        worker = restarted(worker);
        test.append("cards/x.ndjson", "\n[2]\n");
        worker.drain();
        assertEquals(List.of("[1]", "[2]"), test.values());
    }

    @Test
    void aRenamedFileGoesOnAtItsPosition() throws IOException {
        Path file = test.write("cards/x.ndjson", "[1]\n");
        FakeWorker worker = test.start();
        worker.drain();
        Files.move(file, file.resolveSibling("x-1.ndjson"));
        test.append("cards/x-1.ndjson", "[2]\n");
        test.write("cards/x.ndjson", "[3]\n");
        lookAgain(worker);
        worker = restarted(worker);
        lookAgain(worker);
        assertEquals(
                List.of("[1]", "[2]", "[3]"), test.values().stream().sorted().toList());
    }

    @Test
    void aTruncatedFileIsReadFromItsStart() throws IOException {
        test.write("cards/x.ndjson", "[1]\n[2]\n");
        FakeWorker worker = test.start();
        worker.drain();
        test.write("cards/x.ndjson", "[1]\n");
        lookAgain(worker);
        assertEquals(List.of("[1]", "[2]", "[1]"), test.values());
    }

    @Test
    void anotherFirstLineMakesItAnotherFile() throws IOException {
        test.write("cards/x.ndjson", "[1]\n[2]\n");
        FakeWorker worker = test.start();
        worker.drain();
        worker.stop();
        test.write("cards/x.ndjson", "[3]\n[4]\n[5]\n");
        test.start().drain();
        assertEquals(List.of("[1]", "[2]", "[3]", "[4]", "[5]"), test.values());
    }

    @Test
    void ofAnOversizeLineTheHeadIsPublished() throws IOException {
        test.config.put(FileSourceConfig.EVENT_MAX_BYTES, "10");
        String longLine = "x".repeat(1_000_000);
        test.write("cards/x.ndjson", "[1]\n" + longLine + "\r\n0123456789\r\n01234567890\n[2]\n" + longLine);
        FakeWorker worker = test.start();
        worker.drain();
        assertEquals(List.of("[1]", "xxxxxxxxxx", "0123456789", "0123456789", "[2]", "xxxxxxxxxx"), test.values());
        assertEquals(
                java.util.Arrays.asList(null, "1000000", null, "11", null, "1000000"),
                test.published.stream().map(PublishedRecord::fullSize).toList());
    }

    @Test
    void aLineLongerThanTheFirstBufferIsRead() throws IOException {
        String longLine = "x".repeat(900_000);
        test.write("cards/x.ndjson", "[1]\n" + longLine + "\n[2]\n");
        test.start().drain();
        assertEquals(List.of("[1]", longLine, "[2]"), test.values());
    }

    @Test
    void aFinishedFileIsHandedOver() throws IOException {
        test.config.put(FileSourceConfig.LINES_FINISHED_AFTER_MS, "60000");
        test.write("cards/x.ndjson", "[1]\n");
        FakeWorker worker = test.start();
        worker.drain();
        assertEquals(List.of("cards/x.ndjson"), test.filesBelow(test.inbox));
        test.clock.advance(java.time.Duration.ofMinutes(1));
        worker.drain();
        assertEquals(List.of("cards/x.ndjson"), test.filesBelow(test.archive));
        assertEquals(List.of("[1]"), test.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "archive"})
    void aFileThatGetsTheInodeAndTheFirstLineOfAFinishedOneIsPublishedWhole(String onFinish) throws IOException {
        test.config.put(FileSourceConfig.ON_FINISH, onFinish);
        test.config.put(FileSourceConfig.LINES_FINISHED_AFTER_MS, "1000");
        test.write("cards/x.ndjson", "[0]\n[1]\n");
        FakeWorker worker = test.start(new OneInode());
        worker.drain();
        test.quietPeriodPasses();
        worker.drain();
        assertEquals(List.of(), test.filesBelow(test.inbox));
        test.write("cards/y.ndjson", "[0]\n[2]\n[3]\n");
        lookAgain(worker);
        assertEquals(List.of("[0]", "[1]", "[0]", "[2]", "[3]"), test.values());
    }

    /** Gives every file the inode of the one before it, as file systems like to do. */
    private static final class OneInode extends DelegatingDisk {
        @Override
        public InodeStat statWithInode(Path path) throws IOException {
            return new InodeStat(42, super.statWithInode(path).stat());
        }
    }

    @Test
    void slotsAreBoundedByTheFilesThereAreAtOneTime() throws IOException {
        FakeWorker worker = test.start();
        for (int i = 0; i < 50; i++) {
            Path file = test.write("cards/" + i + ".ndjson", "[" + i + "]\n");
            lookAgain(worker);
            Files.delete(file);
            for (int scan = 0; scan < 3; scan++) {
                lookAgain(worker);
            }
        }
        assertEquals(50, test.values().stream().distinct().count());
        assertEquals(50, test.values().size());
        assertTrue(test.offsets.size() <= 16, () -> test.offsets.size() + " slots");
    }

    @Test
    void blankFilesTakeNoSlotsSoThatARestartFindsTheFilesBehindThem() throws IOException {
        for (int i = 0; i < 400; i++) {
            test.write("cards/blank" + i + ".ndjson", "\n");
        }
        FakeWorker worker = test.start();
        worker.drain();
        test.write("cards/x.ndjson", "[1]\n[2]\n");
        lookAgain(worker);
        restarted(worker).drain();
        assertEquals(List.of("[1]", "[2]"), test.values());
    }

    @Test
    void aBlankFileIsFollowedAndHandedOverLikeAnyOther() throws IOException {
        test.config.put(FileSourceConfig.LINES_FINISHED_AFTER_MS, "60000");
        test.write("cards/grows.ndjson", "\n\n");
        test.write("cards/blank.ndjson", "\n");
        test.write("cards/truncated.ndjson", "\n".repeat(9));
        FakeWorker worker = test.start();
        worker.drain();
        test.append("cards/grows.ndjson", "[1]\n");
        test.write("cards/truncated.ndjson", "\n[2]");
        lookAgain(worker);
        test.clock.advance(java.time.Duration.ofMinutes(1));
        worker.drain();
        assertEquals(List.of("[1]", "[2]"), test.values().stream().sorted().toList());
        assertEquals(
                List.of("cards/blank.ndjson", "cards/grows.ndjson", "cards/truncated.ndjson"),
                test.filesBelow(test.archive));
    }

    @Test
    void neitherALongFileNorManyDocumentsHoldUpTheOther() throws IOException {
        test.config.put(FileSourceConfig.BATCH_MAX_RECORDS, "10");
        test.write("cards/x.ndjson", "[0]\n".repeat(1000));
        for (int i = 0; i < 100; i++) {
            test.write("cards/" + i + ".json", "{}");
        }
        FakeWorker worker = test.start();
        worker.turn();
        assertEquals(5, test.values().stream().filter("{}"::equals).count());
        assertEquals(5, test.values().stream().filter("[0]"::equals).count());
        worker.drain();
        assertEquals(1100, test.values().size());
    }
}
