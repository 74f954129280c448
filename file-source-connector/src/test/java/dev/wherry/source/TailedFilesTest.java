package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.source.disk.InodeStat;
import dev.wherry.testing.connect.PublishedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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

    private void rescan(FakeWorker worker) {
        test.rescanBecomesDue();
        worker.drain();
    }

    @Test
    void publishesEveryLineWithItsOffset() throws IOException {
        test.write("cards/x.ndjson", "[1]\r\n\n  \n[2]\n");
        test.start().drain();
        assertThat(test.published)
                .containsExactly(
                        new PublishedRecord("raw.cards", "cards/x.ndjson", "0", null, null, "[1]"),
                        new PublishedRecord("raw.cards", "cards/x.ndjson", "9", null, null, "[2]"));
        assertThat(test.filesBelow(test.inbox)).containsExactly("cards/x.ndjson");
    }

    @Test
    void tailsAGrowingFileAndResumesAfterARestart() throws IOException {
        test.write("cards/x.ndjson", "[1]\n[2]\n");
        FakeWorker worker = test.start();
        worker.drain();
        test.append("cards/x.ndjson", "[3]\n");
        rescan(worker);
        worker = restarted(worker);
        test.append("cards/x.ndjson", "[4]\n");
        worker.drain();
        assertThat(test.values()).containsExactly("[1]", "[2]", "[3]", "[4]");
    }

    @Test
    void publishesAnUnterminatedLineOnceItEndsOrAfterTheQuietPeriod() throws IOException {
        test.write("cards/x.ndjson", "[1]\n[2");
        FakeWorker worker = test.start();
        worker.turn();
        worker.turn();
        assertThat(test.values()).containsExactly("[1]");
        test.append("cards/x.ndjson", "]\n[3]");
        worker.drain();
        assertThat(test.values()).containsExactly("[1]", "[2]", "[3]");
        test.append("cards/x.ndjson", "\n[4]\n");
        rescan(worker);
        assertThat(test.values()).containsExactly("[1]", "[2]", "[3]", "[4]");
    }

    @Test
    void resumesAfterASingleUnterminatedLine() throws IOException {
        test.write("cards/x.ndjson", "[1]");
        FakeWorker worker = test.start();
        worker.drain();
        worker = restarted(worker);
        test.append("cards/x.ndjson", "\n[2]\n");
        worker.drain();
        assertThat(test.values()).containsExactly("[1]", "[2]");
    }

    @Test
    void continuesARenamedFileAtItsPosition() throws IOException {
        Path file = test.write("cards/x.ndjson", "[1]\n");
        FakeWorker worker = test.start();
        worker.drain();
        Files.move(file, file.resolveSibling("x-1.ndjson"));
        test.append("cards/x-1.ndjson", "[2]\n");
        test.write("cards/x.ndjson", "[3]\n");
        rescan(worker);
        worker = restarted(worker);
        rescan(worker);
        assertThat(test.values()).containsExactlyInAnyOrder("[1]", "[2]", "[3]");
    }

    @Test
    void readsATruncatedFileFromTheStart() throws IOException {
        test.write("cards/x.ndjson", "[1]\n[2]\n");
        FakeWorker worker = test.start();
        worker.drain();
        test.write("cards/x.ndjson", "[1]\n");
        rescan(worker);
        assertThat(test.values()).containsExactly("[1]", "[2]", "[1]");
    }

    @Test
    void treatsAFileWithAnotherFirstLineAsAnotherFile() throws IOException {
        test.write("cards/x.ndjson", "[1]\n[2]\n");
        FakeWorker worker = test.start();
        worker.drain();
        worker.stop();
        test.write("cards/x.ndjson", "[3]\n[4]\n[5]\n");
        test.start().drain();
        assertThat(test.values()).containsExactly("[1]", "[2]", "[3]", "[4]", "[5]");
    }

    @Test
    void publishesTheFirstBytesOfAnOversizeLine() throws IOException {
        test.config.put(FileSourceConfig.EVENT_MAX_BYTES, "10");
        String longLine = "x".repeat(1_000_000);
        test.write("cards/x.ndjson", "[1]\n" + longLine + "\r\n0123456789\r\n01234567890\n[2]\n" + longLine);
        FakeWorker worker = test.start();
        worker.drain();
        assertThat(test.values()).containsExactly("[1]", "xxxxxxxxxx", "0123456789", "0123456789", "[2]", "xxxxxxxxxx");
        assertThat(test.published.stream().map(PublishedRecord::fullSize).toList())
                .isEqualTo(Arrays.asList(null, "1000000", null, "11", null, "1000000"));
    }

    @Test
    void readsALineLongerThanTheInitialBuffer() throws IOException {
        String longLine = "x".repeat(900_000);
        test.write("cards/x.ndjson", "[1]\n" + longLine + "\n[2]\n");
        test.start().drain();
        assertThat(test.values()).containsExactly("[1]", longLine, "[2]");
    }

    @Test
    void archivesAFinishedFile() throws IOException {
        test.config.put(FileSourceConfig.FINISHED_AFTER_MS, "60000");
        test.write("cards/x.ndjson", "[1]\n");
        FakeWorker worker = test.start();
        worker.drain();
        assertThat(test.filesBelow(test.inbox)).containsExactly("cards/x.ndjson");
        test.clock.advance(Duration.ofMinutes(1));
        worker.drain();
        assertThat(test.filesBelow(test.archive)).containsExactly("cards/x.ndjson");
        assertThat(test.values()).containsExactly("[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "archive"})
    void publishesAllOfAFileThatReusesTheInodeAndFirstLineOfAFinishedOne(String onFinish) throws IOException {
        test.config.put(FileSourceConfig.ON_FINISH, onFinish);
        test.config.put(FileSourceConfig.FINISHED_AFTER_MS, "1000");
        test.write("cards/x.ndjson", "[0]\n[1]\n");
        FakeWorker worker = test.start(new SingleInodeDisk());
        worker.drain();
        test.quietPeriodPasses();
        worker.drain();
        assertThat(test.filesBelow(test.inbox)).isEmpty();
        test.write("cards/y.ndjson", "[0]\n[2]\n[3]\n");
        rescan(worker);
        assertThat(test.values()).containsExactly("[0]", "[1]", "[0]", "[2]", "[3]");
    }

    /** Reuses one inode for all files, as file systems may. */
    private static final class SingleInodeDisk extends DelegatingDisk {
        @Override
        public InodeStat statWithInode(Path path) throws IOException {
            return new InodeStat(42, super.statWithInode(path).stat());
        }
    }

    @Test
    void usesNoMoreSlotsThanFilesAtOneTime() throws IOException {
        FakeWorker worker = test.start();
        for (int i = 0; i < 50; i++) {
            Path file = test.write("cards/" + i + ".ndjson", "[" + i + "]\n");
            rescan(worker);
            Files.delete(file);
            for (int scan = 0; scan < 3; scan++) {
                rescan(worker);
            }
        }
        assertThat(test.values().stream().distinct().count()).isEqualTo(50);
        assertThat(test.values()).hasSize(50);
        assertThat(test.offsets.size()).as("slots").isLessThanOrEqualTo(16);
    }

    @Test
    void usesNoSlotsForBlankFiles() throws IOException {
        for (int i = 0; i < 400; i++) {
            test.write("cards/blank" + i + ".ndjson", "\n");
        }
        FakeWorker worker = test.start();
        worker.drain();
        test.write("cards/x.ndjson", "[1]\n[2]\n");
        rescan(worker);
        restarted(worker).drain();
        assertThat(test.values()).containsExactly("[1]", "[2]");
    }

    @Test
    void tailsAndArchivesABlankFile() throws IOException {
        test.config.put(FileSourceConfig.FINISHED_AFTER_MS, "60000");
        test.write("cards/grows.ndjson", "\n\n");
        test.write("cards/blank.ndjson", "\n");
        test.write("cards/truncated.ndjson", "\n".repeat(9));
        FakeWorker worker = test.start();
        worker.drain();
        test.append("cards/grows.ndjson", "[1]\n");
        test.write("cards/truncated.ndjson", "\n[2]");
        rescan(worker);
        test.clock.advance(Duration.ofMinutes(1));
        worker.drain();
        assertThat(test.values()).containsExactlyInAnyOrder("[1]", "[2]");
        assertThat(test.filesBelow(test.archive))
                .containsExactly("cards/blank.ndjson", "cards/grows.ndjson", "cards/truncated.ndjson");
    }

    @Test
    void neitherALongFileNorManyDocumentsDelayTheOther() throws IOException {
        test.config.put(FileSourceConfig.BATCH_MAX_RECORDS, "10");
        test.write("cards/x.ndjson", "[0]\n".repeat(1000));
        for (int i = 0; i < 100; i++) {
            test.write("cards/" + i + ".json", "{}");
        }
        FakeWorker worker = test.start();
        worker.turn();
        assertThat(test.values().stream().filter("{}"::equals).count()).isEqualTo(5);
        assertThat(test.values().stream().filter("[0]"::equals).count()).isEqualTo(5);
        worker.drain();
        assertThat(test.values()).hasSize(1100);
    }
}
