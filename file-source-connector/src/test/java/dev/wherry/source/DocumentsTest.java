package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.source.disk.LocalDisk;
import dev.wherry.testing.connect.PublishedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {
    @TempDir
    private Path directory;

    private TestInbox test;

    @BeforeEach
    void makeInbox() {
        test = new TestInbox(directory);
    }

    @Test
    void publishesADocumentUnchangedAndArchivesIt() throws IOException {
        test.write("cards/sub/x.json", "{\n  \"a\": 1\n}", 1_234_567_890_123_456_789L);
        test.start().drain();
        assertThat(test.published)
                .containsExactly(new PublishedRecord(
                        "raw.cards", "cards/sub/x.json", "0", "1234567890123456789", null, "{\n  \"a\": 1\n}"));
        assertThat(test.filesBelow(test.inbox)).isEmpty();
        assertThat(test.filesBelow(test.archive)).containsExactly("cards/sub/x.json");
    }

    @Test
    void publishesScannedDocumentsOldestFirst() throws IOException {
        test.write("cards/a.json", "[3]", 3_000);
        test.write("cards/sub/b.json", "[1]", 1_000);
        test.write("cards/c.json", "[2]", 2_000);
        test.write("cards/d.json", "[4]", 3_000);
        test.start().drain();
        assertThat(test.values()).containsExactly("[1]", "[2]", "[3]", "[4]");
    }

    @Test
    void archivesAFileOnlyAfterItsRecordIsCommitted() throws IOException {
        Path file = test.write("cards/x.json", "{}");
        FakeWorker worker = test.start();
        var records = worker.poll();
        assertThat(records).hasSize(1);
        worker.poll();
        assertThat(file).exists();
        worker.commit(records);
        worker.acknowledge(records);
        worker.poll();
        assertThat(file).doesNotExist();
    }

    @Test
    void archivesCommittedFilesOnStop() throws IOException {
        Path file = test.write("cards/x.json", "{}");
        FakeWorker worker = test.start();
        worker.turn();
        worker.stop();
        assertThat(file).doesNotExist();
    }

    @Test
    void waitsUntilADocumentIsComplete() throws IOException {
        test.write("cards/x.json", "{\"a\": ");
        FakeWorker worker = test.start();
        worker.turn();
        test.clock.advance(Duration.ofSeconds(9));
        worker.turn();
        assertThat(worker.metric("files-waiting")).isEqualTo(1);
        test.append("cards/x.json", "1}");
        worker.drain();
        assertThat(test.values()).containsExactly("{\"a\": 1}");
    }

    @Test
    void publishesAnIncompleteDocumentAfterTheQuietPeriod() throws IOException {
        test.write("cards/x.json", "{\"a\": ");
        test.write("cards/empty.json", "");
        FakeWorker worker = test.start();
        worker.turn();
        assertThat(test.values()).isEmpty();
        test.quietPeriodPasses();
        worker.drain();
        assertThat(test.values()).containsExactlyInAnyOrder("", "{\"a\": ");
        assertThat(test.filesBelow(test.archive)).containsExactly("cards/empty.json", "cards/x.json");
    }

    @Test
    void everyChangeRestartsTheQuietPeriod() throws IOException {
        test.write("cards/x.json", "{", 1);
        FakeWorker worker = test.start();
        worker.turn();
        for (int i = 2; i < 5; i++) {
            test.clock.advance(Duration.ofSeconds(9));
            test.write("cards/x.json", "{", i);
            worker.turn();
        }
        assertThat(test.values()).isEmpty();
        test.quietPeriodPasses();
        worker.turn();
        assertThat(test.values()).containsExactly("{");
    }

    @Test
    void ignoresFilesThatMatchNoPattern() throws IOException {
        test.write("cards/__id_counter", "17");
        test.write("cards/.x.json", "{}");
        test.write("cards/x.json.tmp", "{}");
        test.write("cards/.hidden/x.json", "{}");
        test.start().drain();
        assertThat(test.published).isEmpty();
    }

    @Test
    void theNextScanFindsFilesThatTheWatchMissed() throws IOException {
        FakeWorker worker = test.start();
        worker.drain();
        test.write("cards/new/x.json", "{}");
        worker.turn();
        assertThat(test.values()).isEmpty();
        test.rescanBecomesDue();
        worker.drain();
        assertThat(test.values()).containsExactly("{}");
    }

    @Test
    void publishesFilesThatTheWatchReportsAtOnce() throws IOException {
        FakeWorker worker = test.start();
        worker.drain();
        test.watch.report(test.write("cards/x.json", "{}"));
        worker.turn();
        assertThat(test.values()).containsExactly("{}");
    }

    @Test
    void scansANewDirectoryAtOnce() throws IOException {
        FakeWorker worker = test.start();
        worker.drain();
        test.write("cards/new/deep/x.json", "{}");
        test.watch.report(test.inbox.resolve("cards/new"));
        worker.turn();
        assertThat(test.values()).containsExactly("{}");
    }

    @Test
    void anOverflowOfTheWatchTriggersAScan() throws IOException {
        FakeWorker worker = test.start();
        worker.drain();
        test.write("cards/x.json", "{}");
        test.watch.overflow();
        worker.turn();
        assertThat(test.values()).containsExactly("{}");
    }

    @Test
    void onlyOneTaskScansADirectoryNamedLikeADocument() throws IOException {
        test.write("cards/x.json/y.json", "[1]");
        test.write("cards/x.json/deep/z.json", "[2]");
        for (int task = 0; task < 3; task++) {
            test.start(new LocalDisk(), task, 3).drain();
        }
        assertThat(test.values()).containsExactlyInAnyOrder("[1]", "[2]");
    }

    @Test
    void doesNotFollowLinks() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.json"), "{}");
        Files.createDirectories(test.inbox.resolve("cards"));
        Files.createSymbolicLink(test.inbox.resolve("cards/link.json"), secret);
        Files.createSymbolicLink(test.inbox.resolve("cards/loop"), test.inbox);
        test.start().drain();
        assertThat(test.values()).isEmpty();
    }

    @Test
    void publishesNothingTwiceWhenTheNumberOfTasksChanges() throws IOException {
        test.config.put(FileSourceConfig.ON_FINISH, "keep");
        for (int i = 0; i < 100; i++) {
            test.write("cards/" + i + ".json", "[" + i + "]");
        }
        for (int tasks : new int[] {1, 3, 16, 5}) {
            for (int task = 0; task < tasks; task++) {
                FakeWorker worker = test.start(new LocalDisk(), task, tasks);
                worker.drain();
                worker.stop();
            }
        }
        assertThat(test.published).hasSize(100);
        assertThat(test.values().stream().distinct().count()).isEqualTo(100);
    }

    @Test
    void numbersANameThatExistsInTheArchive() throws IOException {
        FakeWorker worker = test.start();
        for (int i = 0; i < 4; i++) {
            test.watch.report(test.write("cards/x.json", "[" + i + "]"));
            worker.drain();
        }
        assertThat(test.values()).containsExactly("[0]", "[1]", "[2]", "[3]");
        assertThat(test.filesBelow(test.archive))
                .containsExactly("cards/x.json", "cards/x.json.1", "cards/x.json.2", "cards/x.json.3");
    }

    @Test
    void publishesAFileThatReplacesAPublishedOneBeforeItIsArchived() throws IOException {
        test.write("cards/x.json", "[1]");
        FakeWorker worker = test.start();
        worker.turn();
        test.write("cards/x.json", "[22]");
        worker.drain();
        assertThat(test.values()).containsExactly("[1]", "[22]");
        assertThat(Files.readString(test.archive.resolve("cards/x.json"))).isEqualTo("[22]");
    }

    @Test
    void deletesPublishedFiles() throws IOException {
        test.config.put(FileSourceConfig.ON_FINISH, "delete");
        test.write("cards/x.json", "{}");
        test.start().drain();
        assertThat(test.values()).containsExactly("{}");
        assertThat(test.filesBelow(directory)).isEmpty();
    }

    @Test
    void publishesKeptFilesOnceAndAgainWhenTheyChange() throws IOException {
        test.config.put(FileSourceConfig.ON_FINISH, "keep");
        test.write("cards/x.json", "[1]", 1);
        FakeWorker worker = test.start();
        worker.drain();
        test.rescanBecomesDue();
        worker.drain();
        worker.stop();
        worker = test.start();
        worker.drain();
        assertThat(test.values()).containsExactly("[1]");
        test.write("cards/x.json", "[2]", 2);
        test.rescanBecomesDue();
        worker.drain();
        assertThat(test.values()).containsExactly("[1]", "[2]");
    }

    @Test
    void publishesTheFirstBytesOfAnOversizeDocumentAfterTheQuietPeriod() throws IOException {
        test.config.put(FileSourceConfig.EVENT_MAX_BYTES, "10");
        test.config.put(FileSourceConfig.ON_FINISH, "delete");
        test.write("cards/x.json", "[\"0123456789\"]", 5);
        test.write("cards/y.json", "[\"012345\"]", 6);
        FakeWorker worker = test.start();
        worker.turn();
        test.quietPeriodPasses();
        worker.drain();
        assertThat(test.published)
                .containsExactly(
                        new PublishedRecord("raw.cards", "cards/y.json", "0", "6", null, "[\"012345\"]"),
                        new PublishedRecord("raw.cards", "cards/x.json", "0", "5", "14", "[\"01234567"));
        assertThat(test.filesBelow(test.inbox)).containsExactly("cards/x.json.oversize");
    }
}
