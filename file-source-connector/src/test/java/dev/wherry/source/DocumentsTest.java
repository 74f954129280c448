package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    void aDocumentIsPublishedAsItIsAndArchived() throws IOException {
        test.write("cards/sub/x.json", "{\n  \"a\": 1\n}", 1_234_567_890_123_456_789L);
        test.start().drain();
        assertEquals(
                List.of(new PublishedRecord(
                        "raw.cards", "cards/sub/x.json", "0", "1234567890123456789", null, "{\n  \"a\": 1\n}")),
                test.published);
        assertEquals(List.of(), test.filesBelow(test.inbox));
        assertEquals(List.of("cards/sub/x.json"), test.filesBelow(test.archive));
    }

    @Test
    void whatAScanFindsIsPublishedOldestFirst() throws IOException {
        test.write("cards/a.json", "[3]", 3_000);
        test.write("cards/sub/b.json", "[1]", 1_000);
        test.write("cards/c.json", "[2]", 2_000);
        test.write("cards/d.json", "[4]", 3_000);
        test.start().drain();
        assertEquals(List.of("[1]", "[2]", "[3]", "[4]"), test.values());
    }

    @Test
    void aFileIsArchivedOnlyAfterItsRecordIsCommitted() throws IOException {
        Path file = test.write("cards/x.json", "{}");
        FakeWorker worker = test.start();
        var records = worker.poll();
        assertEquals(1, records.size());
        worker.poll();
        assertTrue(Files.exists(file));
        worker.commit(records);
        worker.acknowledge(records);
        worker.poll();
        assertFalse(Files.exists(file));
    }

    @Test
    void stoppingArchivesWhatIsCommitted() throws IOException {
        Path file = test.write("cards/x.json", "{}");
        FakeWorker worker = test.start();
        worker.turn();
        worker.stop();
        assertFalse(Files.exists(file));
    }

    @Test
    void anIncompleteDocumentWaitsUntilItIsComplete() throws IOException {
        test.write("cards/x.json", "{\"a\": ");
        FakeWorker worker = test.start();
        worker.turn();
        test.clock.advance(Duration.ofSeconds(9));
        worker.turn();
        assertEquals(1, worker.metric("files-waiting"));
        test.append("cards/x.json", "1}");
        worker.drain();
        assertEquals(List.of("{\"a\": 1}"), test.values());
    }

    @Test
    void anIncompleteDocumentIsPublishedAsItStandsAfterTheQuietPeriod() throws IOException {
        test.write("cards/x.json", "{\"a\": ");
        test.write("cards/empty.json", "");
        FakeWorker worker = test.start();
        worker.turn();
        assertEquals(List.of(), test.values());
        test.quietPeriodPasses();
        worker.drain();
        assertEquals(List.of("", "{\"a\": "), test.values().stream().sorted().toList());
        assertEquals(List.of("cards/empty.json", "cards/x.json"), test.filesBelow(test.archive));
    }

    @Test
    void everyChangeBeginsTheQuietPeriodAnew() throws IOException {
        test.write("cards/x.json", "{", 1);
        FakeWorker worker = test.start();
        worker.turn();
        for (int i = 2; i < 5; i++) {
            test.clock.advance(Duration.ofSeconds(9));
            test.write("cards/x.json", "{", i);
            worker.turn();
        }
        assertEquals(List.of(), test.values());
        test.quietPeriodPasses();
        worker.turn();
        assertEquals(List.of("{"), test.values());
    }

    @Test
    void namesThatMatchNoPatternAreNoEvents() throws IOException {
        test.write("cards/__id_counter", "17");
        test.write("cards/.x.json", "{}");
        test.write("cards/x.json.tmp", "{}");
        test.write("cards/.hidden/x.json", "{}");
        test.start().drain();
        assertEquals(List.of(), test.published);
    }

    @Test
    void whatTheWatchMissesTheNextScanFinds() throws IOException {
        FakeWorker worker = test.start();
        worker.drain();
        test.write("cards/new/x.json", "{}");
        worker.turn();
        assertEquals(List.of(), test.values());
        test.rescanIsDue();
        worker.drain();
        assertEquals(List.of("{}"), test.values());
    }

    @Test
    void whatTheWatchHearsIsPublishedAtOnce() throws IOException {
        FakeWorker worker = test.start();
        worker.drain();
        test.watch.hear(test.write("cards/x.json", "{}"));
        worker.turn();
        assertEquals(List.of("{}"), test.values());
    }

    @Test
    void aNewDirectoryIsSearchedAtOnce() throws IOException {
        FakeWorker worker = test.start();
        worker.drain();
        test.write("cards/new/deep/x.json", "{}");
        test.watch.hear(test.inbox.resolve("cards/new"));
        worker.turn();
        assertEquals(List.of("{}"), test.values());
    }

    @Test
    void anOverflowOfTheWatchBringsAScan() throws IOException {
        FakeWorker worker = test.start();
        worker.drain();
        test.write("cards/x.json", "{}");
        test.watch.overflow();
        worker.turn();
        assertEquals(List.of("{}"), test.values());
    }

    @Test
    void directoriesNamedLikeDocumentsAreSearchedByOneTaskOnly() throws IOException {
        test.write("cards/x.json/y.json", "[1]");
        test.write("cards/x.json/deep/z.json", "[2]");
        for (int task = 0; task < 3; task++) {
            test.start(new dev.wherry.source.disk.LocalDisk(), task, 3).drain();
        }
        assertEquals(List.of("[1]", "[2]"), test.values().stream().sorted().toList());
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.json"), "{}");
        Files.createDirectories(test.inbox.resolve("cards"));
        Files.createSymbolicLink(test.inbox.resolve("cards/link.json"), secret);
        Files.createSymbolicLink(test.inbox.resolve("cards/loop"), test.inbox);
        test.start().drain();
        assertEquals(List.of(), test.values());
    }

    @Test
    void tasksShareTheFilesAndAChangedNumberOfThemPublishesNothingTwice() throws IOException {
        test.config.put(FileSourceConfig.ON_FINISH, "keep");
        for (int i = 0; i < 100; i++) {
            test.write("cards/" + i + ".json", "[" + i + "]");
        }
        for (int tasks : new int[] {1, 3, 16, 5}) {
            for (int task = 0; task < tasks; task++) {
                FakeWorker worker = test.start(new dev.wherry.source.disk.LocalDisk(), task, tasks);
                worker.drain();
                worker.stop();
            }
        }
        assertEquals(100, test.published.size());
        assertEquals(100, test.values().stream().distinct().count());
    }

    @Test
    void aNameThatTheArchiveHasGetsANumber() throws IOException {
        FakeWorker worker = test.start();
        for (int i = 0; i < 4; i++) {
            test.watch.hear(test.write("cards/x.json", "[" + i + "]"));
            worker.drain();
        }
        assertEquals(List.of("[0]", "[1]", "[2]", "[3]"), test.values());
        assertEquals(
                List.of("cards/x.json", "cards/x.json.1", "cards/x.json.2", "cards/x.json.3"),
                test.filesBelow(test.archive));
    }

    @Test
    void aFileReplacedBeforeItIsArchivedIsPublishedToo() throws IOException {
        test.write("cards/x.json", "[1]");
        FakeWorker worker = test.start();
        worker.turn();
        test.write("cards/x.json", "[22]");
        worker.drain();
        assertEquals(List.of("[1]", "[22]"), test.values());
        assertEquals("[22]", Files.readString(test.archive.resolve("cards/x.json")));
    }

    @Test
    void deletedFilesAreDeleted() throws IOException {
        test.config.put(FileSourceConfig.ON_FINISH, "delete");
        test.write("cards/x.json", "{}");
        test.start().drain();
        assertEquals(List.of("{}"), test.values());
        assertEquals(List.of(), test.filesBelow(directory));
    }

    @Test
    void keptFilesStayAndArePublishedOnceButAgainWhenTheyChange() throws IOException {
        test.config.put(FileSourceConfig.ON_FINISH, "keep");
        test.write("cards/x.json", "[1]", 1);
        FakeWorker worker = test.start();
        worker.drain();
        test.rescanIsDue();
        worker.drain();
        worker.stop();
        worker = test.start();
        worker.drain();
        assertEquals(List.of("[1]"), test.values());
        test.write("cards/x.json", "[2]", 2);
        test.rescanIsDue();
        worker.drain();
        assertEquals(List.of("[1]", "[2]"), test.values());
    }

    @Test
    void ofAnOversizeDocumentTheHeadIsPublishedOnceItIsQuiet() throws IOException {
        test.config.put(FileSourceConfig.EVENT_MAX_BYTES, "10");
        test.config.put(FileSourceConfig.ON_FINISH, "delete");
        test.write("cards/x.json", "[\"0123456789\"]", 5);
        test.write("cards/y.json", "[\"012345\"]", 6);
        FakeWorker worker = test.start();
        worker.turn();
        test.quietPeriodPasses();
        worker.drain();
        assertEquals(
                List.of(
                        new PublishedRecord("raw.cards", "cards/y.json", "0", "6", null, "[\"012345\"]"),
                        new PublishedRecord("raw.cards", "cards/x.json", "0", "5", "14", "[\"01234567")),
                test.published);
        assertEquals(List.of("cards/x.json.oversize"), test.filesBelow(test.inbox));
    }
}
